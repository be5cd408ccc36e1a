import { expect, test } from 'vitest';
import { readWhere } from '../../../scripts/stage/where.ts';

const exported = { URL: 'http://127.0.0.1:4321/dev/' };

test.each([
  [{}, {}, { url: 'http://127.0.0.1:3000/dev/' }],
  [{}, exported, { url: exported.URL }],
  [{}, { URL: '' }, { url: 'http://127.0.0.1:3000/dev/' }],
  [{}, { URL: 'https://a1b2.execute-api.eu-west-1.amazonaws.com/dev/' }, { url: 'http://127.0.0.1:3000/dev/' }],
  [{ url: 'https://a.example/' }, exported, { url: 'https://a.example/' }],
  [{ stack: 'Rivulet-dev' }, exported, { stack: 'Rivulet-dev' }],
])('%j with the variables %j is %j', (values, variables, where) => {
  expect(readWhere(values, variables)).toEqual(where);
});

test('one place at a time', () => {
  expect(() => readWhere({ url: 'a', stack: 'b' }, {})).toThrow('send --url or --stack, not both');
});
