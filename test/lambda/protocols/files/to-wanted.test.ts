import { describe, expect, test } from 'vitest';
import { toWanted } from '../../../../lambda/protocols/files/to-wanted.ts';

const etag = '"abc"';
const date = 'Sat, 28 Nov 2026 08:00:00 GMT';

const of = (headers: Record<string, string>, method = 'GET') => toWanted({ method, headers }, { mostBytesOfPart: 100 });

test.each([
  ['bytes=0-99', 'bytes=0-99'],
  ['bytes=5-', 'bytes=5-'],
  ['bytes=-7', 'bytes=-7'],
  ['bytes= 0-1', 'bytes=0-1'],
  ['bytes=0-1, 4-5', undefined],
  ['bytes=-', undefined],
  ['bytes=9-3', undefined],
  ['bytes=a-b', undefined],
  ['lines=0-1', undefined],
  ['', undefined],
  [`bytes=${'9'.repeat(40)}-`, undefined],
])('of Range: %s, S3 is asked for %s', (range, asked) => {
  expect(of({ range })).toEqual({ headers: asked === undefined ? {} : { range: asked } });
});

test('conditions are S3’s to answer', () => {
  const conditions = { 'if-match': etag, 'if-none-match': '*', 'if-modified-since': date, 'if-unmodified-since': date };
  expect(of({ ...conditions, accept: '*/*' })).toEqual({ headers: conditions });
});

test('HEAD asks for no range', () => {
  expect(of({ range: 'bytes=0-1', 'if-range': etag }, 'HEAD')).toEqual({ headers: {} });
});

describe('If-Range', () => {
  test.each([
    [etag, { 'if-match': etag }],
    [date, { 'if-unmodified-since': date }],
  ])('%s is a range on a condition, or else the whole file', (only, same) => {
    expect(of({ range: 'bytes=0-1', 'if-range': only })).toEqual({
      headers: { ...same, range: 'bytes=0-1' },
      otherwise: {},
    });
  });

  test.each([`W/${etag}`, 'abc', '""', '*', '"*"', 'yesterday', '', '"a" "b"', '2026-11-28'])(
    '%s never holds: the whole file is the answer',
    (only) => {
      expect(of({ range: 'bytes=0-1', 'if-range': only })).toEqual({ headers: {} });
    },
  );

  test.each(['if-match', 'if-unmodified-since'])('says nothing beside %s, which may refuse the request', (name) => {
    const conditions = { [name]: '"b"' };
    expect(of({ ...conditions, range: 'bytes=0-1', 'if-range': etag })).toEqual({
      headers: { ...conditions, range: 'bytes=0-1' },
    });
  });

  test('without a range says nothing', () => {
    expect(of({ 'if-range': etag })).toEqual({ headers: {} });
  });
});

describe('a player', () => {
  test.each([
    ['video', 'bytes=0-', 'bytes=0-99'],
    ['audio', 'bytes=50-', 'bytes=50-149'],
    ['video', 'bytes=0-5000', 'bytes=0-99'],
    ['video', 'bytes=0-5', 'bytes=0-5'],
    ['video', 'bytes=-5', 'bytes=-5'],
    ['document', 'bytes=0-', 'bytes=0-'],
    ['empty', 'bytes=0-', 'bytes=0-'],
  ])('(%s) that asks for %s gets %s', (dest, range, asked) => {
    expect(of({ range, 'sec-fetch-dest': dest })).toEqual({ headers: { range: asked } });
  });

  test('gets all where what answers is told when it leaves', () => {
    const headers = { range: 'bytes=0-', 'sec-fetch-dest': 'video' };
    expect(toWanted({ method: 'GET', headers }, {})).toEqual({ headers: { range: 'bytes=0-' } });
  });
});
