import { APICallError, generateText, streamText, tool } from 'ai';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { gather, type Provider, providers, toLanguageModel } from '../../fixtures/clients/ai-sdk.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

const broken = [
  'midway-throttling',
  'midway-truncated',
  'midway-reset',
  'midway-bad-crc',
  'midway-stall',
  'unknown-stop-reason',
  'truncated-tool',
];
const scenarios = [
  'normal',
  'steady',
  'max-tokens',
  'content-filtered',
  'guardrail',
  'stop-sequence',
  'refused-throttling',
  'refused-validation',
  ...broken,
];
const models = Object.fromEntries(scenarios.map((name) => [name, `local.${name}`]));

let stage: TestStage;
beforeAll(async () => {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  stage = await startTestStage({ models, defaultModel: 'normal', idleSeconds: 10, marginSeconds: 1 });
});
afterAll(() => stage.close());

const ask = (provider: Provider, name: string) => toLanguageModel(stage, provider, name);

const common = { prompt: 'hi', maxRetries: 0, onError: () => undefined };
const whole = (provider: Provider, name: string) => generateText({ ...common, model: ask(provider, name) });
const stream = (provider: Provider, name: string) => streamText({ ...common, model: ask(provider, name) });

describe.each(providers)('%s', (provider) => {
  test.each([
    ['max-tokens', 'length'],
    ['content-filtered', 'content-filter'],
    ['guardrail', 'content-filter'],
    ['stop-sequence', 'stop'],
  ])('%s finishes as %s', async (name, reason) => {
    expect(await stream(provider, name).finishReason).toBe(reason);
    expect((await whole(provider, name)).finishReason).toBe(reason);
  });

  test('an abort in the middle ends the stream, and the answer does not look finished', async () => {
    const controller = new AbortController();
    const { fullStream } = streamText({ ...common, model: ask(provider, 'steady'), abortSignal: controller.signal });
    const types: string[] = [];
    for await (const { type } of fullStream) {
      types.push(type);
      if (type === 'text-delta') controller.abort();
    }
    expect(types.filter((type) => type === 'text-delta')).toHaveLength(1);
    expect(types.at(-1)).toBe('abort');
    expect(types).not.toContain('finish');
    expect((await whole(provider, 'normal')).finishReason).toBe('stop');
  });

  test.each(broken)(
    '%s is an error, streamed or buffered: no answer looks finished, and no tool is run',
    async (name) => {
      const run = vi.fn<() => string>();
      const offered = { get_weather: tool({ inputSchema: z.object({ city: z.string() }), execute: run }) };
      const { fullStream } = streamText({ ...common, model: ask(provider, name), tools: offered });
      const [parts] = await Promise.all([
        gather(fullStream),
        expect(whole(provider, name)).rejects.toThrow(APICallError),
      ]);
      expect(parts.filter(({ type }) => type === 'error')).toEqual([{ type: 'error', error: expect.any(Error) }]);
      expect(parts.at(-1)).toMatchObject({ type: 'finish', finishReason: 'error' });
      expect(run).not.toHaveBeenCalled();
    },
  );

  test.each([
    ['no-such-model', 404, false],
    ['refused-validation', 400, false],
    ['refused-throttling', 429, true],
  ])('%s is refused with %i, and the client knows whether to try again: %s', async (name, statusCode, isRetryable) => {
    const [parts] = await Promise.all([
      gather(stream(provider, name).fullStream),
      expect(whole(provider, name)).rejects.toMatchObject({ statusCode, isRetryable }),
    ]);
    expect(parts.at(-1)).toMatchObject({ type: 'error', error: { statusCode, isRetryable } });
  });

  test('a wrong key is refused with 401', async () => {
    const model = toLanguageModel(stage, provider, 'normal', 'not-a-key-of-this-stage-at-all');
    const asking = generateText({ ...common, model });
    await expect(asking).rejects.toMatchObject({ statusCode: 401, isRetryable: false });
  });

  test('a bad field is refused with 400 and its name', async () => {
    const asking = generateText({ ...common, model: ask(provider, 'normal'), stopSequences: [''] });
    await expect(asking).rejects.toMatchObject({ statusCode: 400, message: expect.stringMatching(/^stop\w*\[0\]: /) });
  });
});
