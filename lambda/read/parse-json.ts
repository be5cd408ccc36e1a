import { isLost, toDigits } from './exact-json.ts';
import { isTooDeep, maxDepth } from './json-depth.ts';
import { invalid } from './invalid.ts';

/** The body as JSON. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw invalid('', 'must be a JSON object, but is empty');
  return readJson(decode(body), '');
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw invalid('', 'is not valid JSON in UTF-8');
  }
}

/**
 * JSON that a client wrote, as the body or as text inside it. What would reach the model as something else is refused by
 * its field: nesting that is too deep, numbers that can't be kept, half a character. Whole numbers beyond 2^53, such as
 * ids, are read as `bigint`, which the SDK writes as it was.
 */
export function readJson(text: string, field: string): unknown {
  const value = parse(text, field);
  if (isTooDeep(value)) throw invalid(deepField(value, field), `is nested deeper than ${maxDepth} levels`);
  if (!mayChange.test(text)) return value;
  const number = whereIs(value, field, (part) => part === lost);
  if (number !== undefined)
    throw invalid(number, `is a number that can’t be read exactly: whole numbers may have at most ${maxDigits} digits`);
  const half = whereIs(value, field, (part) => typeof part === 'string' && !part.isWellFormed());
  if (half !== undefined) throw invalid(half, 'contains half of a surrogate pair: send whole characters');
  return value;
}

function parse(text: string, field: string): unknown {
  try {
    return JSON.parse(text, mayChange.test(text) ? keepNumber : undefined);
  } catch {
    // The parser's own message quotes the text, which is the prompt.
    throw invalid(field, field === '' ? 'is not valid JSON in UTF-8' : 'is not valid JSON');
  }
}

/** Long numbers, large exponents and escaped surrogates: only texts with one of these are looked at closely. */
const mayChange = /\d[\d.]{15}|\de[+-]?\d{3}|\\ud[89a-f]/i;

/** Stands for a number that can't be kept. */
const lost = Symbol('lost');

/** `BigInt` takes more than linear time for many more. */
const maxDigits = 100;

/** A reviver for `JSON.parse`. */
export function keepNumber(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source ?? '';
  // A fraction is the nearest there is, as for every reader of JSON.
  const isFraction = Number.isFinite(value) && !Number.isInteger(value);
  if (isFraction || !isLost(value, source)) return value;
  return toWhole(source) ?? lost;
}

/** The whole number that a source is, also where it is written with a fraction of zeros or an exponent. */
function toWhole(source: string): bigint | undefined {
  const [, digits = '', power = ''] = /^(-?\d+)e(\d+)$/.exec(toDigits(source)) ?? [];
  if (power === '' || digits.length + Number(power) > maxDigits) return undefined;
  return BigInt(digits + '0'.repeat(Number(power)));
}

/** The field that is nested too deep, by the first names on the way to it. */
function deepField(value: unknown, field: string): string {
  let [deepest, name] = [value, field];
  for (let step = 0; step < 4; step += 1) {
    const next = childrenOf(deepest, name).find(([, child]) => isTooDeep(child));
    if (!next) break;
    [name, deepest] = next;
  }
  return name;
}

/** The first field whose value, or whose own name, is wrong. It recurses: the value is not deep. */
function whereIs(value: unknown, field: string, isWrong: (part: unknown) => boolean): string | undefined {
  if (isWrong(value)) return field;
  for (const [name, child, ownName] of childrenOf(value, field)) {
    const found = isWrong(ownName) ? name : whereIs(child, name, isWrong);
    if (found !== undefined) return found;
  }
  return undefined;
}

function childrenOf(value: unknown, field: string): [field: string, child: unknown, ownName: string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, child]) => {
    const property = field === '' ? name : `${field}.${name}`;
    return [Array.isArray(value) ? `${field}[${name}]` : property, child, name];
  });
}
