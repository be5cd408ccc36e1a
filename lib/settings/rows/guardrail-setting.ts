import { z } from 'zod';
import { json } from './field.ts';

const id = z
  .string()
  .regex(/^([a-z0-9]+|arn:aws[\w-]*:bedrock:[a-z0-9-]+:\d{12}:guardrail\/[a-z0-9]+)$/, 'an id or ARN');
const version = z.string().regex(/^([1-9]\d{0,7}|DRAFT)$/, 'a number or DRAFT, as text');

export const guardrail = json(
  z.strictObject({ id, version, mode: z.enum(['sync', 'async']).default('sync') }).readonly(),
  'an object {"id", "version", "mode"}: id is a guardrail id or ARN, version is a number as text or "DRAFT", mode is sync or async',
);

/** A guardrail of this account. Bedrock checks every prompt and answer with it. */
export type GuardrailSetting = z.output<typeof guardrail>;
