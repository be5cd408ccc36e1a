import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../lambda/read/parse-json.ts';
import { objectSchema } from '../../../lambda/read/json-shapes.ts';
import {
  listOf,
  number,
  object,
  oneOf,
  optional,
  orText,
  recordOf,
  type Shape,
  spokenText,
  text,
} from '../../../lambda/read/shape.ts';

const person = object({
  name: spokenText,
  age: optional(number({ min: 0, max: 150, isWhole: true })),
  share: optional(number({ min: 0 })),
  role: optional(oneOf(['user', 'assistant'])),
  tags: optional(listOf(text, { min: 1, max: 2 })),
  friends: optional(listOf(object({ name: text }), { max: 9 })),
});

test('what fits comes back as it is, without what was left out', () => {
  const value = { name: 'a', age: 1, share: 0.5, role: 'user', tags: ['x'], friends: [{ name: 'b' }] };
  expect(person(value, '')).toEqual(value);
  expect(Object.keys(person({ name: 'a', age: undefined }, ''))).toEqual(['name']);
});

describe('what does not fit is refused by its name, with what is allowed', () => {
  test.each<[value: unknown, field: string | undefined, message: string]>([
    ['text', undefined, 'the body: must be an object, got a string'],
    [null, undefined, 'the body: must be an object, got null'],
    [[], undefined, 'the body: must be an object, got an array'],
    [{}, 'name', 'name: must be a string, got nothing'],
    [{ name: 1 }, 'name', 'name: must be a string, got a number'],
    [{ name: ' \n' }, 'name', 'name: must not be blank'],
    [{ name: 'a', nmae: 1 }, 'nmae', 'nmae: is not a known field. Allowed: name, age, share, role, tags, friends'],
    [{ name: 'a', age: '1' }, 'age', 'age: must be a whole number from 0 to 150, got a string'],
    [{ name: 'a', age: 1.5 }, 'age', 'age: must be a whole number from 0 to 150, got 1.5'],
    [{ name: 'a', age: 151 }, 'age', 'age: must be a whole number from 0 to 150, got 151'],
    [{ name: 'a', age: Number.NaN }, 'age', 'age: must be a whole number from 0 to 150, got NaN'],
    [{ name: 'a', share: -1 }, 'share', 'share: must be a number of at least 0, got -1'],
    [{ name: 'a', role: 'system' }, 'role', 'role: must be one of user, assistant'],
    [{ name: 'a', tags: 'x' }, 'tags', 'tags: must be an array, got a string'],
    [{ name: 'a', tags: [] }, 'tags', 'tags: must have 1 to 2 entries, got 0'],
    [{ name: 'a', tags: ['x', 'y', 'z'] }, 'tags', 'tags: must have 1 to 2 entries, got 3'],
    [{ name: 'a', tags: ['x', 2] }, 'tags[1]', 'tags[1]: must be a string, got a number'],
    [{ name: 'a', friends: [{ nam: 1 }] }, 'friends[0].nam', 'friends[0].nam: is not a known field. Allowed: name'],
  ])('%j', (value, field, message) => {
    expect(() => person(value, '')).toThrow(
      expect.objectContaining({ kind: 'invalid-request', message, details: field === undefined ? {} : { field } }),
    );
  });
});

test('a record has any names and entries of one shape', () => {
  const prices: Shape<Readonly<Record<string, number>>> = recordOf(number({ min: 0 }));
  expect(prices({ a: 1 }, 'prices')).toEqual({ a: 1 });
  expect(() => prices({ a: -1 }, 'prices')).toThrow('prices.a: must be a number of at least 0, got -1');
  expect(() => prices([], 'prices')).toThrow('prices: must be an object, got an array');
});

test('a hostile field name is cut and made harmless', () => {
  const name = `${'x'.repeat(1000)}\nerror: forged`;
  expect(() => person({ name: 'a', [name]: 1 }, '')).toThrow(/^x{80}…: is not a known field/);
  for (const lineBreak of ['\n', '\u0085', '\u2028', '\u2029']) {
    expect(() => person({ name: 'a', [`a${lineBreak}b`]: 1 }, '')).toThrow('a\ufffdb: is not a known field');
  }
});

test('half a character is refused, not replaced', () => {
  expect(() => person({ name: 'a\ud83d' }, '')).toThrow('name: contains half of a surrogate pair');
  expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('UTF-8');
  expect(parseJson(Buffer.from('\ufeff{}'))).toEqual({});
});

test('a body that is not JSON is refused without quoting it', () => {
  expect(() => parseJson(Buffer.from(''))).toThrow('the body: must be a JSON object, but is empty');
  expect(() => parseJson(Buffer.from('{"secret'))).toThrow(/^the body: is not valid JSON in UTF-8$/);
  expect(parseJson(Buffer.from('{"a":1}'))).toEqual({ a: 1 });
});

describe('a schema of an object', () => {
  test.each([[{ type: 'object', properties: {} }], [{ $schema: 'x', type: 'object' }]])(
    '%j is taken as it is',
    (schema) => {
      expect(objectSchema(schema, 'schema')).toBe(schema);
    },
  );

  test('gets its type where it leaves it out', () => {
    for (const type of [undefined, null, ['object', 'null']]) {
      expect(objectSchema({ type, properties: {} }, 'schema')).toEqual({ type: 'object', properties: {} });
    }
  });

  test.each([
    ['text', 'schema: must be a JSON schema, got a string'],
    [[], 'schema: must be a JSON schema, got an array'],
    [{ type: 'string' }, 'schema.type: must be "object"'],
    [{ type: ['string', 'null'] }, 'schema.type: must be "object"'],
  ])('%j is refused', (schema, message) => {
    expect(() => objectSchema(schema, 'schema')).toThrow(message);
  });
});

test('a record has no more entries than it may have', () => {
  expect(() => recordOf(text, { max: 1 })({ a: '1', b: '2' }, 'names')).toThrow(
    'names: must have at most 1 entries, got 2',
  );
});

describe('a list that may come as bare text', () => {
  const words = orText(listOf(text, { max: 2 }), (value, field) => text(value, field).split(' '));

  test.each([['a b'], [['a', 'b']]])('%j is the same list', (value) => {
    expect(words(value, 'words')).toEqual(['a', 'b']);
  });

  test.each([
    [1, 'words: must be a string or an array, got a number'],
    [{}, 'words: must be a string or an array, got an object'],
    [undefined, 'words: must be a string or an array, got nothing'],
    [['a', 1], 'words[1]: must be a string, got a number'],
    ['\ud800', 'words: contains half of a surrogate pair: send whole characters'],
  ])('%j is refused', (value, message) => {
    expect(() => words(value, 'words')).toThrow(message);
  });
});
