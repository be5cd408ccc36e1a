import { expect, test } from 'vitest';
import { withIds } from '../../../lambda/knowledge/with-ids.ts';
import { docs } from '../../fixtures/knowledge/ask-knowledge.ts';

const named = { made: { ...docs, id: '' }, known: { ...docs, id: 'KB12345678' } };

test('the ids of knowledge bases that the stack made come from the environment', () => {
  const known = withIds(named, '{"made":"KB87654321","known":"KB00000000"}');
  expect([...known].map(([name, { id }]) => [name, id])).toEqual([
    ['made', 'KB87654321'],
    ['known', 'KB12345678'],
  ]);
});

test('documents without an id keep the function from starting', () => {
  expect(() => withIds(named)).toThrow('RIVULET_KNOWLEDGE has no id for made: deploy the stack again');
  expect(() => withIds(named, '{"made":1}')).toThrow('RIVULET_KNOWLEDGE.made: must be a string');
});
