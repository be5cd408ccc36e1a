import { expect, onTestFinished, test } from 'vitest';
import { readChatConfig } from '../../local/read-chat-config.ts';
import { startStage } from '../../local/stage.ts';
import { startTestStage } from '../fixtures/test-stage.ts';
import { synthesizeSmallStack } from './small-stack.ts';

test('what the chat function reads is read as it does: from its settings, and from its environment', async () => {
  const stage = await startTestStage({ agents: ['organizer'], guardrail: { create: {}, mode: 'sync' } });
  onTestFinished(() => stage.close());
  expect(readChatConfig(stage.api)).toMatchObject({
    agents: { organizer: { model: 'normal' } },
    guardrail: { streamProcessingMode: 'sync', guardrailIdentifier: expect.any(String) },
  });
});

test('a stack without a chat function has nothing to read', async () => {
  const stage = await startStage({ assembly: synthesizeSmallStack({}), shell: {} });
  onTestFinished(() => stage.close());
  expect(readChatConfig(stage.api)).toBeUndefined();
});
