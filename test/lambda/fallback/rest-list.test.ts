import { expect, test } from 'vitest';
import { restList } from '../../../lambda/fallback/rest-list.ts';
import { modelOf } from '../../fixtures/handling/model.ts';

const [a, b, c] = ['a', 'b', 'c'].map((alias) => ({ ...modelOf('other'), alias }));

test('a model that has just failed is asked last, and first again 20 s later', () => {
  let now = 1_000;
  const rest = restList(() => now);
  const order = () => rest.last([a!, b!, c!]).map(({ alias }) => alias);
  expect(order()).toEqual(['a', 'b', 'c']);
  rest.add(a!);
  expect(order()).toEqual(['b', 'c', 'a']);
  now += 10_000;
  rest.add(b!);
  expect(order()).toEqual(['c', 'a', 'b']);
  now += 9_999;
  expect(order(), 'still').toEqual(['c', 'a', 'b']);
  now += 1;
  expect(order()).toEqual(['a', 'c', 'b']);
});

test('when all rest, they are asked as they were named', () => {
  const rest = restList(() => 0);
  for (const model of [b!, a!]) rest.add(model);
  expect(rest.last([a!, b!])).toEqual([a, b]);
});
