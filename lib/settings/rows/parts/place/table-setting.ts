import { z } from 'zod';
import { json } from '../../field.ts';

const parts = z.strictObject({
  encryption: z.enum(['aws-owned', 'aws-managed']).default('aws-owned'),
  recovery: z.enum(['off', 'on']).default('off'),
});

export type TableSetting = Readonly<z.output<typeof parts>>;

/** How the table is kept. */
export const table = json(
  parts.readonly(),
  'an object of {"encryption": "aws-owned" or "aws-managed", "recovery": "off" or "on"}, both of which may be left out',
);
