import { z } from 'zod';
import { json } from '../../field.ts';

/** A user pool that another stack made. */
const existing = z.strictObject({
  id: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d_[A-Za-z0-9]{1,45}$/),
  /** A public client of it, with the code grant. */
  clientId: z.string().regex(/^[A-Za-z0-9]{1,128}$/),
  /** Where people sign in. */
  domain: z.string().regex(/^https:\/\/[a-z0-9][a-z0-9.-]*[a-z0-9]$/),
});

export const userPool = json(
  z.union([z.literal('create'), existing.readonly()]),
  'create, or an object with "id" (us-east-1_AbCdEf123), "clientId" and "domain" (https://… without a slash at the end)',
);
