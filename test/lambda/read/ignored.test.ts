import { describe, expect, test } from 'vitest';
import { type Ignored, toHeader } from '../../../lambda/read/ignored.ts';
import { nullish } from '../../../lambda/read/accepted.ts';
import { listOf, number, object, oneOf, orText, recordOf, taggedBy, text } from '../../../lambda/read/shape.ts';

const inner = object({ a: nullish(text) });
const shapes = {
  'a list': {
    shape: object({ list: listOf(inner, { max: 5 }) }),
    value: { list: [{}, { x: 1 }, { x: 2 }] },
    left: 'list[].x',
  },
  'a text or a list': {
    shape: object({ list: orText(listOf(inner, { max: 5 }), () => []) }),
    value: { list: [{ x: 1 }] },
    left: 'list[].x',
  },
  'what a tag names': {
    shape: object({ part: taggedBy('type', { one: object({ type: oneOf(['one']) }) }) }),
    value: { part: { type: 'one', x: 1 } },
    left: 'part.x',
  },
  'a record': { shape: object({ all: recordOf(inner) }), value: { all: { k: { x: 1 } } }, left: 'all.k.x' },
  'what may be null': { shape: object({ part: nullish(inner) }), value: { part: { x: 1 } }, left: 'part.x' },
};

describe('an unknown field', () => {
  test.each(Object.entries(shapes))('inside of %s is left out and named', (_name, { shape, value, left }) => {
    const ignored: Ignored = new Set();
    shape(value, '', ignored);
    expect([...ignored]).toEqual([left]);
    expect(() => shape(value, '')).toThrow('is not a known field');
  });

  test.each([[null], [[]], [{}]])('that holds %j says nothing', (value) => {
    const ignored: Ignored = new Set();
    inner({ x: value }, '', ignored);
    expect([...ignored]).toEqual([]);
  });

  test('does not hide what is wrong beside it', () => {
    expect(() => object({ n: number({ min: 1 }) })({ x: 1, n: 0 }, '', new Set())).toThrow('n: must be');
  });

  test('of a hundred names the rest are not kept', () => {
    const ignored: Ignored = new Set();
    inner(Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`x${at}`, 1])), '', ignored);
    expect(ignored.size).toBe(100);
  });
});

test('a header holds ten names, cut, and nothing that could pass for another header', () => {
  const names = [
    'a.b[].c',
    'x\r\nset-cookie: a=b',
    'ü',
    'y'.repeat(100),
    ...Array.from({ length: 20 }, (_, at) => `n${at}`),
  ];
  const header = toHeader(new Set(names));
  expect(header.split(', ')).toHaveLength(10);
  expect(header).toMatch(/^[\w.[\], -]+$/);
  expect(header).toContain('a.b[].c, x__set-cookie__a_b, _, yyy');
});
