import { buildFunctions } from '../../scripts/build.ts';
import { startBuiltStage, type TestStage } from '../fixtures/built-stage.ts';
import { playModel } from './model/play-model.ts';

// Some clients ask for other things when they know a model's name, or take no other; so nova has names of models that think
// less. What is busy or breaks off is of a family that takes what most clients ask for: it shall not be refused for
// something else. It has more names for LlamaIndex and Continue, which choose by
// the number in it.
const nova = 'us.amazon.nova-pro-v1:0';
const busy = { id: 'local.refused-service-unavailable', family: 'claude-4.6' };
const cut = { id: 'local.midway-cut', family: 'claude-4.6' };

const models = {
  'claude-haiku-5-5': 'global.anthropic.claude-haiku-5-5',
  'claude-sonnet-4-5': 'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
  nova,
  'claude-3-5-haiku-20241022': nova,
  'gpt-oss': 'openai.gpt-oss-120b-1:0',
  'gpt-5.5': 'openai.gpt-5.6-sol',
  'gpt-5-mini': nova,
  busy,
  cut,
  'busy-4': busy,
  'cut-4': cut,
  'gpt-5-cut': cut,
} as const;

export type Alias = keyof typeof models;

export async function startClientStage(): Promise<TestStage> {
  await buildFunctions();
  // What LlamaIndex embeds with, beside its answers.
  const vectors = { id: 'local.vectors', family: 'titan-embed' };
  return startBuiltStage({}, { models: { ...models, vectors }, defaultModel: 'nova' }, { answer: playModel });
}
