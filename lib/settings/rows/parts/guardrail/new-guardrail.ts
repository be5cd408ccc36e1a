import { z } from 'zod';
import { piiTypes } from './pii-types.ts';

// Limits: CreateGuardrail (Bedrock API reference) and "Prerequisites for using Amazon Bedrock Guardrails" (user guide).
// The messages of a wrong part follow its name in the error.

const strength = z.enum(['none', 'low', 'medium', 'high'], { error: 'must be none, low, medium or high' });

/** From which strength on each kind of content is blocked, in prompts and in answers. */
const filters = z.strictObject({
  hate: strength.default('medium'),
  insults: strength.default('medium'),
  sexual: strength.default('medium'),
  violence: strength.default('medium'),
  misconduct: strength.default('medium'),
});

const word = z
  .string()
  .max(100, 'must have at most 100 characters')
  .regex(/^\s*\S+(\s+\S+){0,2}\s*$/, 'must be one to three words');

const words = z
  .array(word)
  .min(1, 'must have at least one word')
  // Bedrock takes 10,000, which would not fit in CloudFormation's template of 1 MB.
  .max(1_000, 'must have at most 1000 words: make a guardrail with more yourself, and take it by its id')
  .readonly();

const pii = z.partialRecord(z.enum(piiTypes), z.enum(['block', 'mask'], { error: 'must be block or mask' }), {
  // Otherwise it is a key that is not in the list.
  error: ({ code }) => (code === 'invalid_type' ? undefined : `must be of these types: ${piiTypes.join(', ')}`),
});

const message = z.string().regex(/\S/, 'must not be blank').max(500, 'must have at most 500 characters');

/** What a guardrail of the stack's own does. `{}` is a sensible one. */
export const newGuardrail = z
  .strictObject({
    filters: filters.prefault({}),
    /** Prompts only: an answer attacks nobody. */
    promptAttacks: strength.default('high'),
    /** AWS's own list of profane words. */
    profanity: z.boolean('must be true or false').default(false),
    words: words.exactOptional(),
    pii: pii.readonly().exactOptional(),
    /** What the client gets in place of an answer. */
    promptBlocked: message.default('This question is not allowed here. Please ask in another way.'),
    answerBlocked: message.default('This answer is not allowed here. Please ask for something else.'),
  })
  .readonly()
  .refine(filtersSomething, 'must have at least one filter, word or type of personal data');

export type NewGuardrail = z.output<typeof newGuardrail>;

/** Bedrock makes no guardrail without a filter. */
function filtersSomething(made: {
  readonly filters: Readonly<Record<string, string>>;
  readonly promptAttacks: string;
  readonly profanity: boolean;
  readonly words?: readonly string[];
  readonly pii?: object;
}): boolean {
  const strengths = [made.promptAttacks, ...Object.values(made.filters)];
  const isStrong = strengths.some((each) => each !== 'none');
  return isStrong || made.profanity || made.words !== undefined || Object.keys(made.pii ?? {}).length > 0;
}
