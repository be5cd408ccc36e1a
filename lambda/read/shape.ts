import { ignore, type Ignored, saysNothing } from './ignored.ts';
import { invalid } from './invalid.ts';

/**
 * Reads one value a client sent, or throws the `Failure` that names its field and what is allowed. Small on purpose:
 * zod/mini, the smallest library that does this, would add 19 kB to the function's code, 6 %.
 *
 * `ignored` gathers the fields that are not known. Without it they are refused. A shape hands it on to those inside.
 */
export type Shape<T> = (value: unknown, field: string, ignored?: Ignored) => T;

type Value<S> = S extends Shape<infer T> ? T : never;
export type Fields = Readonly<Record<string, Shape<unknown>>>;

/** A field that may be left out is not there, rather than there and undefined. */
type ObjectOf<F extends Fields> = Simplify<
  { readonly [K in keyof F as undefined extends Value<F[K]> ? never : K]: Value<F[K]> } & {
    readonly [K in keyof F as undefined extends Value<F[K]> ? K : never]?: Exclude<Value<F[K]>, undefined>;
  }
>;
type Simplify<T> = { [K in keyof T]: T[K] };

export const text: Shape<string> = (value, field) => {
  if (typeof value !== 'string') throw invalid(field, `must be a string, got ${kindOf(value)}`);
  if (!value.isWellFormed()) throw invalid(field, 'contains half of a surrogate pair: send whole characters');
  return value;
};

export const nonEmptyText: Shape<string> = (value, field) => {
  if (text(value, field) === '') throw invalid(field, 'must not be empty');
  return text(value, field);
};

/** Text a model can be asked: Bedrock refuses blank text. */
export const spokenText: Shape<string> = (value, field) => {
  const spoken = text(value, field);
  if (spoken.trim() === '') throw invalid(field, 'must not be blank');
  return spoken;
};

export function number(range: {
  readonly min: number;
  readonly max?: number;
  readonly isWhole?: boolean;
}): Shape<number> {
  const { min, max = Infinity, isWhole = false } = range;
  const allowed = `must be a ${isWhole ? 'whole ' : ''}number ${max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`}`;
  return (given, field) => {
    // `readJson` keeps as bigint the whole numbers that JavaScript can't hold exactly.
    const value = typeof given === 'bigint' ? Number(given) : given;
    if (typeof value !== 'number') throw invalid(field, `${allowed}, got ${kindOf(value)}`);
    const isAllowed = value >= min && value <= max && (!isWhole || Number.isInteger(value));
    if (!isAllowed) throw invalid(field, `${allowed}, got ${value}`);
    return value;
  };
}

export function oneOf<const T extends string>(allowed: readonly T[]): Shape<T> {
  const allowedText = allowed.length === 1 ? `must be "${allowed[0]}"` : `must be one of ${allowed.join(', ')}`;
  return (value, field) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw invalid(field, `${allowedText}${value === undefined ? ', got nothing' : ''}`);
    return found;
  };
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value, field, ignored) => (value === undefined ? undefined : shape(value, field, ignored));
}

export const boolean: Shape<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw invalid(field, `must be true or false, got ${kindOf(value)}`);
  return value;
};

/** A list that may also come as bare text, which `bare` reads as the list it stands for. */
export function orText<T>(list: Shape<readonly T[]>, bare: Shape<readonly NoInfer<T>[]>): Shape<readonly T[]> {
  return (value, field, ignored) => {
    if (typeof value === 'string') return bare(value, field);
    if (!Array.isArray(value)) throw invalid(field, `must be a string or an array, got ${kindOf(value)}`);
    return list(value, field, ignored);
  };
}

/** Whichever of the shapes the value's `tag` field names. */
export function taggedBy<const F extends Fields>(
  tag: string,
  shapes: F,
): Shape<{ [K in keyof F]: Value<F[K]> }[keyof F]> {
  const tags = Object.keys(shapes);
  return (value, field, ignored) => {
    if (!isRecord(value)) throw invalid(field, `must be an object, got ${kindOf(value)}`);
    const named = oneOf(tags)(value[tag], field === '' ? tag : `${field}.${tag}`);
    const read = shapes[named]?.(value, field, ignored);
    // As with `object`: TypeScript can't follow a mapped type through a lookup.
    return read as { [K in keyof F]: Value<F[K]> }[keyof F];
  };
}

export function listOf<T>(shape: Shape<T>, size: { readonly min?: number; readonly max: number }): Shape<readonly T[]> {
  const { min = 0, max } = size;
  return (value, field, ignored) => {
    if (!Array.isArray(value)) throw invalid(field, `must be an array, got ${kindOf(value)}`);
    if (value.length < min || value.length > max) {
      throw invalid(field, `must have ${min === 0 ? 'at most' : `${min} to`} ${max} entries, got ${value.length}`);
    }
    return value.map((entry, index) => shape(entry, `${field}[${index}]`, ignored));
  };
}

export function object<const F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const names = Object.keys(fields);
  return (value, field, ignored) => {
    if (!isRecord(value)) throw invalid(field, `must be an object, got ${kindOf(value)}`);
    const path = (name: string) => (field === '' ? name : `${field}.${name}`);
    for (const name of Object.keys(value)) {
      if (names.includes(name)) continue;
      if (!ignored) throw invalid(path(name), `is not a known field. Allowed: ${names.join(', ')}`);
      if (!saysNothing(value[name])) ignore(ignored, path(name));
    }
    // TypeScript can't follow a mapped type through entries; each one was read by its own shape.
    const read = names.map((name) => [name, fields[name]?.(value[name], path(name), ignored)] as const);
    return Object.fromEntries(read.filter(([, got]) => got !== undefined)) as ObjectOf<F>;
  };
}

export function recordOf<T>(
  shape: Shape<T>,
  { max = Infinity }: { readonly max?: number } = {},
): Shape<Readonly<Record<string, T>>> {
  return (value, field, ignored) => {
    if (!isRecord(value)) throw invalid(field, `must be an object, got ${kindOf(value)}`);
    const count = Object.keys(value).length;
    if (count > max) throw invalid(field, `must have at most ${max} entries, got ${count}`);
    const entries = Object.entries(value);
    return Object.fromEntries(entries.map(([name, entry]) => [name, shape(entry, `${field}.${name}`, ignored)]));
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'bigint') return 'a number';
  if (typeof value !== 'object') return `a ${typeof value}`;
  return Array.isArray(value) ? 'an array' : 'an object';
}
