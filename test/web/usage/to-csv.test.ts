import { expect, test } from 'vitest';
import { toCsv } from '../../../web/usage/to-csv.ts';
import { row } from './row.ts';

const figures = 'requests,failures,inputTokens,outputTokens,usd,unpriced,firstWordMs';

test('has a line for each row below the API’s names', () => {
  expect(toCsv([row(), row({ name: 'docs', usd: 1e-7, unpriced: 1, firstWordMs: 450 })])).toEqual([
    `day,name,${figures}`,
    '2026-11-28,haiku,2,1,10,20,0.25,0,',
    '2026-11-28,docs,2,1,10,20,0.0000001,1,450',
  ]);
});

test('has callers where rows have them', () => {
  expect(toCsv([row({ caller: 'abc' })])).toEqual([
    `day,caller,name,${figures}`,
    '2026-11-28,abc,haiku,2,1,10,20,0.25,0,',
  ]);
});

test('is its head alone without rows', () => expect(toCsv([])).toEqual([`day,name,${figures}`]));

test.each([
  ['a,b', '"a,b"'],
  ['a"b', '"a""b"'],
  ['a\r\nb', '"a\r\nb"'],
  ['a b', 'a b'],
])('%j is quoted as RFC 4180 says', (name, cell) => expect(toCsv([row({ name })])[1]).toContain(`28,${cell},2`));

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ['a=1', 'a=1'],
])('%j is no formula', (name, cell) => {
  expect(toCsv([row({ name })])[1]).toContain(`28,${cell},2`);
  expect(toCsv([row({ caller: name })])[1]).toContain(`28,${cell},haiku`);
});
