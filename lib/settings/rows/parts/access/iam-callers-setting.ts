import { z } from 'zod';
import { json } from '../../field.ts';

/** A whole account, or one role or user of it. */
const principal = z.string().regex(/^(\d{12}|arn:aws[\w-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]{1,576})$/);

export const iamCallers = json(
  z.array(principal).max(50).readonly(),
  'a list of at most 50 account ids (12 digits) and ARNs of roles or users (arn:aws:iam::111122223333:role/NAME)',
);
