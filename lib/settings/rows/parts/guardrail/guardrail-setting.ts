import { z } from 'zod';
import { json } from '../../field.ts';
import { type NewGuardrail, newGuardrail } from './new-guardrail.ts';

type Mode = 'sync' | 'async';

/** A guardrail that exists, or one that the stack makes. Bedrock checks every prompt and answer with it. */
export type GuardrailSetting =
  | { readonly id: string; readonly version: string; readonly mode: Mode }
  | { readonly create: NewGuardrail; readonly mode: Mode };

const parts = z.strictObject({
  id: z
    .string()
    .regex(/^([a-z0-9]+|arn:aws[\w-]*:bedrock:[a-z0-9-]+:\d{12}:guardrail\/[a-z0-9]+)$/, 'must be an id or ARN')
    .exactOptional(),
  version: z
    .string('must be text')
    .regex(/^([1-9]\d{0,7}|DRAFT)$/, 'must be a number or DRAFT, as text')
    .exactOptional(),
  create: newGuardrail.exactOptional(),
  mode: z.enum(['sync', 'async'], { error: 'must be sync or async' }).default('sync'),
});

/** One object and not a union of two, whose errors would not say which part is wrong. */
const eitherOne = parts.transform(({ id, version, create, mode }, context): GuardrailSetting => {
  if (create && id === undefined && version === undefined) {
    if (mode === 'async' && Object.values(create.pii ?? {}).includes('mask')) {
      const why = 'must not be mask in async mode, where Bedrock masks nothing: use block, or mode sync';
      context.addIssue({ code: 'custom', path: ['create', 'pii'], message: why });
    }
    return { create, mode };
  }
  if (!create && id !== undefined && version !== undefined) return { id, version, mode };
  context.addIssue({ code: 'custom', message: 'id with version, or create' });
  return z.NEVER;
});

export const guardrail = json(
  eitherOne,
  'an object {"id", "version", "mode"}: id is a guardrail id or ARN, version is a number as text or "DRAFT", mode is sync or async; ' +
    'or {"create", "mode"}: create is an object with "filters", "promptAttacks", "profanity", "words", "pii", "promptBlocked", "answerBlocked", all of which may be left out',
);
