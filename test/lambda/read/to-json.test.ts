import { expect, test } from 'vitest';
import { toJson } from '../../../lambda/read/to-json.ts';
import { toServerSentEvent } from '../../../lambda/protocols/sse.ts';

const anyLineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

const hostile = 'a\u2028b\u2029c\u0085d\ne';

test('line breaks of Unicode are escaped, and mean the same', () => {
  expect(toJson({ [hostile]: hostile })).toMatch(/^[\u0020-\u007e]*$/);
  expect(JSON.parse(toJson([hostile]))).toEqual([hostile]);
});

test('an event stays one line for clients that split at any of them', () => {
  expect(toServerSentEvent({ text: hostile }).split(anyLineBreak)).toHaveLength(3);
});
