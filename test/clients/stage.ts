import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { playModel } from './model/play-model.ts';

/**
 * Some clients ask for other things when they know a model's name, so these are names that they know or don't. What is busy
 * or breaks off is of a family that takes what most clients ask for: it shall not be refused for something else. They have a
 * second name for LlamaIndex, which looks for a number in it.
 */
const busy = { id: 'local.refused-service-unavailable', family: 'claude-4.6' };
const cut = { id: 'local.midway-cut', family: 'claude-4.6' };

const models = {
  'claude-haiku-5-5': 'global.anthropic.claude-haiku-5-5',
  'claude-sonnet-4-5': 'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
  nova: 'us.amazon.nova-pro-v1:0',
  'gpt-oss': 'openai.gpt-oss-120b-1:0',
  busy,
  cut,
  'busy-4': busy,
  'cut-4': cut,
} as const;

export type Alias = keyof typeof models;

export function startClientStage(): Promise<TestStage> {
  return startTestStage({ models, defaultModel: 'nova' }, { answer: playModel });
}
