import { expect, test } from 'vitest';
import { toOutput } from '../../../lib/live/deployed.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { toConfig } from '../../../lib/settings/to-config.ts';

const haiku = 'global.anthropic.claude-haiku-5-5';
const nova = 'us.amazon.nova-lite-v1:0';

function printed(context: Readonly<Record<string, unknown>>) {
  return toOutput(readSettings({ ...context, live: 'on' }), []);
}

test.each<Readonly<Record<string, unknown>>>([
  {},
  { models: { nova, haiku }, defaultModel: 'haiku' },
  { models: { nova, opus: haiku, haiku: { split: { nova: 1, opus: 2 } } }, defaultModel: 'haiku' },
  { endpoint: 'edge' },
  { endpoint: 'edge', heartbeatSeconds: 15, idleSeconds: 22 },
  { access: 'iam' },
  { webPage: 'none', usage: 'on', cancel: 'on', conversations: 'on' },
  {
    plans: { a: { rate: 5, burst: 5, budget: { day: { usd: 0.001 }, month: { tokens: 5 } }, names: ['haiku'] }, b: {} },
  },
  { models: { haiku: { id: haiku, fallbacks: ['nova'] }, nova }, prices: { nova: { input: 1, output: 2 } } },
  { knowledge: { docs: { from: { id: 'ABCDEFGHIJ' }, model: 'haiku' } } },
  { systemPrompt: 'Grüße aus Köln, 你好 👋' },
])('the settings of %j are read back as they were', (context) => {
  const settings = readSettings({ ...context, live: 'on' });
  const { settings: told, deployment } = JSON.parse(printed(context));
  expect(readSettings(told)).toEqual(settings);
  expect(deployment).toBe(toConfig(settings).deployment);
});

test('an output is ASCII: CloudFormation gives other characters back as question marks', () => {
  expect(printed({ systemPrompt: 'Grüße aus Köln, 你好 👋' })).toMatch(/^[ -~]*$/);
});

test('only other names, prices, plans or prompts are another deployment', () => {
  const digest = (context: Readonly<Record<string, unknown>>) =>
    toConfig(readSettings({ ...context, live: 'on' })).deployment;
  expect(digest({ heartbeatSeconds: 5, usage: 'on' })).toBe(digest({}));
  for (const context of [
    { systemPrompt: 'Be kind.' },
    { plans: { standard: { maxTokens: 5 } } },
    { prices: { haiku: { input: 1, output: 2 } } },
    { modelNames: { 'gpt-4o': 'haiku' } },
  ])
    expect(digest(context), JSON.stringify(context)).not.toBe(digest({}));
});
