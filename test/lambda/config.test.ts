import { expect, test } from 'vitest';
import { readConfig } from '../../lambda/config.ts';
import { testConfig } from '../fixtures/config.ts';

test('the stack’s JSON is read back whole and frozen', () => {
  const config = readConfig({ RIVULET_CONFIG: JSON.stringify(testConfig) });
  expect(config).toEqual(testConfig);
  expect(Object.isFrozen(config)).toBe(true);
});

test.each([
  [undefined, 'RIVULET_CONFIG: the body: is empty'],
  ['{}', 'RIVULET_CONFIG: models: must be an object, got nothing'],
  [JSON.stringify({ ...testConfig, maxTokens: 'many' }), 'RIVULET_CONFIG: maxTokens: must be a number of at least 1'],
])('a function that can’t read its settings says which and who writes them: %s', (text, message) => {
  const environment = text === undefined ? {} : { RIVULET_CONFIG: text };
  expect(() => readConfig(environment)).toThrow(message);
  expect(() => readConfig(environment)).toThrow('lib/chat-function.ts');
});
