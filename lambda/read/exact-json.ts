/**
 * What a model wrote, parsed so that it is written again as it was. JSON has numbers that JavaScript does not have: the id
 * 9007199254740993 would become …992, and 1e400 nothing. Those are kept as they stand.
 *
 * `JSON.rawJSON` and a reviver's source are in Node since 22: https://tc39.es/proposal-json-parse-with-source/
 */
export function parseExactly(json: string): unknown {
  return JSON.parse(json, keepExactly);
}

/** A reviver for `JSON.parse`. */
export function keepExactly(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  return isLost(value, context?.source) ? JSON.rawJSON(context?.source ?? '') : value;
}

/** JSON of a value that holds a client's own: whole numbers beyond 2^53 are `bigint` there, and stay as they were. */
export function stringifyExactly(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'bigint' ? JSON.rawJSON(String(part)) : part,
  );
}

/** Whether a parsed value is a number that its source is not. */
export function isLost(value: unknown, source: string | undefined): boolean {
  return typeof value === 'number' && source !== undefined && !isExact(value, source);
}

/** Whether a number, written again, is what its source says. */
function isExact(value: number, source: string): boolean {
  if (!Number.isFinite(value)) return false;
  return toDigits(source) === toDigits(String(value));
}

/** The number as digits and a power of ten, in one way of writing: `1.50e3` and `1500` are `15e2`. */
export function toDigits(source: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(source) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.slice(0, lengthWithoutZeros(digits));
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length - significant.length;
  return `${sign}${significant}e${power}`;
}

/** By hand: a pattern for the zeros at the end looks for them from every zero on, which is quadratic. */
function lengthWithoutZeros(digits: string): number {
  let length = digits.length;
  while (length > 0 && digits[length - 1] === '0') length -= 1;
  return length;
}
