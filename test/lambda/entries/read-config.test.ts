import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../../../lambda/entries/read-config.ts';
import { testConfig } from '../../fixtures/handling/config.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'rivulet-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(settings: string, environment: NodeJS.ProcessEnv = {}) {
  writeFileSync(path.join(folder, 'settings.json'), settings);
  return readConfig(folder, environment);
}

test('the settings beside the code are read back whole and frozen', () => {
  const config = read(JSON.stringify(testConfig));
  expect(config).toEqual(testConfig);
  expect(Object.isFrozen(config)).toBe(true);
});

test('prices are read back, with that of long prompts', () => {
  const token = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4, cacheWriteOneHour: 5 };
  const haiku = { id: 'a', price: { ...token, longPrompt: { ...token, above: 100_000 } } };
  expect(read(JSON.stringify({ ...testConfig, models: { haiku } })).models).toEqual({ haiku });
  const broken = { id: 'a', price: { ...token, output: undefined } };
  expect(() => read(JSON.stringify({ ...testConfig, models: { haiku: broken } }))).toThrow('models.haiku.price.output');
});

test('Bedrock is called in the function’s own region where the settings name none', () => {
  const { bedrockRegion, ...others } = testConfig;
  const environment = { AWS_REGION: 'ap-south-1' };
  expect(read(JSON.stringify(others), environment).bedrockRegion).toBe('ap-south-1');
  expect(read(JSON.stringify(testConfig), environment).bedrockRegion).toBe(bedrockRegion);
});

const guardrail = { guardrailIdentifier: 'abc123', guardrailVersion: '2', streamProcessingMode: 'sync' };

test('a guardrail that the stack made comes from the environment', () => {
  const settings = JSON.stringify({ ...testConfig, guardrail: {} });
  expect(read(settings, { RIVULET_GUARDRAIL: JSON.stringify(guardrail) }).guardrail).toEqual(guardrail);
});

test('a function that should have a guardrail and does not know it answers nobody', () => {
  const settings = JSON.stringify({ ...testConfig, guardrail: {} });
  expect(() => read(settings)).toThrow('settings.json: guardrail.guardrailIdentifier: must be a string, got nothing');
  const half = JSON.stringify({ ...guardrail, guardrailVersion: undefined });
  expect(() => read(settings, { RIVULET_GUARDRAIL: half })).toThrow('guardrail.guardrailVersion');
});

test.each([
  ['', 'settings.json: the body: must be a JSON object, but is empty'],
  ['{}', 'settings.json: models: must be an object, got nothing'],
  [JSON.stringify({ ...testConfig, maxTokens: 'many' }), 'settings.json: maxTokens: must be a number of at least 1'],
])('a function that can’t read its settings says which and who writes them: %s', (text, message) => {
  expect(() => read(text)).toThrow(message);
  expect(() => read(text)).toThrow('lib/settings/to-config.ts');
});
