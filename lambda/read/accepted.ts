import { ignore, saysNothing } from './ignored.ts';
import { invalid } from './invalid.ts';
import type { Shape } from './shape.ts';

// What becomes of what clients of other APIs send beside what is needed (docs/decisions/0029).

/** As `optional`, for clients that write null, or an empty list or object, for what they leave out. */
export function nullish<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value, field, ignored) => (saysNothing(value) ? undefined : shape(value, field, ignored));
}

/** As `nullish`, where these values say nothing, too: what the client's API does anyway. */
export function neutral<T>(values: readonly unknown[], shape: Shape<T>): Shape<T | undefined> {
  return (value, field, ignored) => (values.includes(value) ? undefined : nullish(shape)(value, field, ignored));
}

/** A wish that can't be had and that an answer is no other without: it is left out, and told, unless it is one of these. */
export function wish(neutralValues: readonly unknown[]): Shape<undefined> {
  return (value, field, ignored) => {
    if (ignored && !saysNothing(value) && !neutralValues.includes(value)) ignore(ignored, field);
  };
}

/** Takes a value that asks for nothing special, and refuses any other, also an empty object, which may ask for all defaults. */
export function only(allowed: readonly unknown[], why: string): Shape<undefined> {
  return (value, field) => {
    const isNothing = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (!isNothing && !allowed.includes(value)) throw invalid(field, why);
  };
}
