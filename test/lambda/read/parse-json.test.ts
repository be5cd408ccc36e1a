import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../lambda/chat/failure.ts';
import { stringifyExactly } from '../../../lambda/read/exact-json.ts';
import { parseJson, readJson } from '../../../lambda/read/parse-json.ts';
import { growth } from '../../fixtures/growth.ts';

const parse = (json: string) => parseJson(Buffer.from(json));
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('what would reach the model as something else is refused by its field', () => {
  test.each([
    [
      '{"a":{"b":[0,1e400]}}',
      'a.b[1]: is a number that can’t be read exactly: whole numbers may have at most 100 digits',
    ],
    ['{"a":-1e999}', 'a: is a number'],
    ['{"a":1e-400}', 'a: is a number'],
    [`{"a":1${'0'.repeat(200)}1}`, 'a: is a number'],
    ['{"a":["\\ud83d"]}', 'a[0]: contains half of a surrogate pair'],
    ['{"a":{"\\ude00":1}}', 'contains half of a surrogate pair'],
    [`[${nested(100)}]`, /is nested deeper than 100 levels$/],
    [`{"messages":[{"content":${nested(200)}}]}`, /^messages\[0\]\.content\S*: is nested deeper than 100 levels$/],
    [nested(5_000), /is nested deeper than 100 levels$/],
    [`{"a":${nested(200_000)}}`, /is nested deeper than 100 levels$/],
  ])('%.60s', (json, message) => {
    expect(() => parse(json)).toThrow(message);
    expect(() => parse(json)).toThrow(expect.objectContaining({ kind: 'invalid-request' }));
  });

  test('JSON inside a field is read as strictly, and named by that field', () => {
    expect(() => readJson('{"a":1e400}', 'tool.arguments')).toThrow('tool.arguments.a: is a number');
    expect(() => readJson(nested(200), 'tool.arguments')).toThrow('tool.arguments');
    expect(() => readJson('{', 'tool.arguments')).toThrow('tool.arguments: is not valid JSON');
  });
});

test.each([
  ['9007199254740993', '9007199254740993'],
  ['-9007199254740993', '-9007199254740993'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
  ['9.007199254740993e15', '9007199254740993'],
  ['90071992547409.93e2', '9007199254740993'],
  ['123456789012.3456789e9', '123456789012345678900'],
  ['9007199254740993.0', '9007199254740993'],
  ['123456789012345678e3', '123456789012345678000'],
])('the whole number %s is kept', (source, written) => {
  expect(stringifyExactly(parse(`{"id":${source}}`))).toBe(`{"id":${written}}`);
});

test('a hundred nested lists are accepted', () => {
  expect(stringifyExactly(parse(nested(100)))).toBe(nested(100));
});

test('a number with many zeros is read in linear time', () => {
  const readMs = (zeros: number) => {
    const body = `{"seed":1.${'0'.repeat(zeros)}1e400}`;
    const { user: before } = process.cpuUsage();
    expect(() => parse(body)).toThrow('is a number');
    return (process.cpuUsage().user - before) / 1000;
  };
  const times = growth(
    () => readMs(100_000),
    () => readMs(800_000),
  );
  expect(times, 'quadratic it would be 64').toBeLessThan(40);
});

test.each(['0', '-1', '1.5', '1e3', '9007199254740991', '1.7976931348623157e308', '0.30000000000000004', '5e-324'])(
  '%s is the number it says',
  (source) => {
    expect(parse(`[${source}]`)).toEqual([Number(source)]);
  },
);

test('any JSON is read as JSON.parse reads it, or refused', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      try {
        expect(JSON.parse(stringifyExactly(parse(json)))).toEqual(JSON.parse(json));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
      }
    }),
  );
});
