import { z } from 'zod';

// Each field's description says what is allowed. The error for a wrong setting quotes it.

/** A number that may come as text, as `-c name=value` gives it. Text that is not a number stays text and is refused. */
function toNumber(value: unknown): unknown {
  return typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : value;
}

/** JSON that may come as text, as `-c name=value` gives it. Text that is not JSON stays text and is refused. */
function toObject(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

export const integer = (min: number, max: number) =>
  z.preprocess(toNumber, z.int().min(min).max(max)).describe(`an integer from ${min} to ${max}`);

export const integerFrom = (min: number) =>
  z.preprocess(toNumber, z.int().min(min)).describe(`an integer of at least ${min}`);

export const numberFrom = (min: number, max: number, unit: string) =>
  z.preprocess(toNumber, z.number().min(min).max(max)).describe(`a number of ${unit} from ${min} to ${max}`);

export const numberAbove0 = (unit: string) =>
  z.preprocess(toNumber, z.number().positive()).describe(`a number of ${unit} above 0`);

export const numberAbove0UpTo = (max: number, unit: string) =>
  z.preprocess(toNumber, z.number().positive().max(max)).describe(`a number of ${unit} above 0, at most ${max}`);

export const oneOfNumbers = (values: readonly number[]) =>
  z
    .preprocess(
      toNumber,
      z.number().refine((value) => values.includes(value)),
    )
    .describe(`one of ${values.join(', ')}`);

export const oneOf = <const Values extends readonly string[]>(...values: Values) =>
  z.enum(values).describe(values.join(' or '));

export const text = () => z.string().regex(/\S/).describe('text that is not blank');

export const matching = (pattern: RegExp, allowed: string) => z.string().regex(pattern).describe(allowed);

export const json = <Schema extends z.ZodType>(schema: Schema, allowed: string) =>
  z.preprocess(toObject, schema).describe(allowed);

/** What a field allows, in words, without its default. */
export function allowedBy(field: z.ZodType): string {
  const isWrapped =
    field instanceof z.ZodDefault || field instanceof z.ZodPrefault || field instanceof z.ZodExactOptional;
  return (isWrapped ? z.globalRegistry.get(field.unwrap())?.description : field.description) ?? '';
}
