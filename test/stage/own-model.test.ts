import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { answeringWith } from '../../local/services/bedrock/own-model/own-model.ts';
import { startBedrock } from '../../local/services/bedrock/server.ts';
import { createClient, readAnswer } from '../local/services/bedrock/clients.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

/** A stage is a server that speaks Chat Completions: here one answers for the models of another. */
const haiku = 'anthropic.claude-haiku-4-5-20251001-v1:0';

/** By the reason to stop, or the error. */
const scenarios: readonly (readonly [model: string, ending: string | undefined, error: string | undefined])[] = [
  ['hello', 'end_turn', undefined],
  ['unicode', 'end_turn', undefined],
  ['reasoning', 'end_turn', undefined],
  ['max-tokens', 'max_tokens', undefined],
  ['content-filtered', 'content_filtered', undefined],
  ['guardrail', 'content_filtered', undefined],
  ['parallel-tools', 'tool_use', undefined],
  ['midway-cut', undefined, 'ModelStreamErrorException'],
  ['midway-throttling', undefined, 'ModelStreamErrorException'],
  ['midway-truncated', undefined, 'ModelStreamErrorException'],
  ['midway-stall', undefined, 'ModelStreamErrorException'],
  ['refused-validation', undefined, 'ValidationException'],
  ['refused-access-denied', undefined, 'AccessDeniedException'],
  ['refused-service-unavailable', undefined, 'ServiceUnavailableException'],
];

let server: TestStage;
const ownModel = (model: string) => ({ server: `${server.url}v1`, model, key: server.apiKey ?? '' });

beforeAll(async () => {
  const models = Object.fromEntries(scenarios.map(([name]) => [name, `local.${name}`]));
  const settings = { models: { ...models, free: haiku }, defaultModel: 'free' };
  server = await startTestStage({ ...settings, idleSeconds: 2, marginSeconds: 1 });
});
afterAll(() => server.close());

describe('how the answers of the other stage end', () => {
  test.each([...scenarios, ['no-such-model', undefined, 'ResourceNotFoundException'] as const])(
    '%s',
    async (model, ending, error) => {
      const bedrock = await startBedrock({ respond: answeringWith(ownModel(model), () => undefined) });
      const client = createClient(bedrock.url, 'HTTP/1.1');
      onTestFinished(() => (client.destroy(), bedrock.close()));
      const answer = await readAnswer(client, 'anthropic.any');
      expect([answer.stopReason, answer.error?.name]).toEqual([ending, error]);
    },
  );
});

test('a stage whose model is behind another one tells its words and its usage, and its agents call their tools', async () => {
  const stage = await startTestStage(
    { agents: ['assistant'], models: { haiku }, defaultModel: 'haiku' },
    { bedrock: ownModel('free') },
  );
  onTestFinished(() => stage.close());
  const accept = 'application/json';
  expect(await (await stage.ask('haiku', { accept })).json()).toMatchObject({
    model: 'haiku',
    text: expect.stringContaining('stand-in'),
    stopReason: 'end_turn',
    usage: { totalTokens: expect.any(Number) },
  });
  const body = { model: 'assistant', message: 'What is 17 times 23?' };
  expect(await (await stage.ask('assistant', { accept, body })).json()).toMatchObject({
    model: 'assistant',
    text: expect.stringContaining('calculator says: 391'),
    stopReason: 'end_turn',
  });
});
