import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readNative } from '../../fixtures/clients/read-native.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

describe('a plan', () => {
  let stage: TestStage;
  beforeAll(async () => {
    const plans = { standard: {}, brief: { maxSeconds: 1, maxTokens: 50 } };
    stage = await startTestStage({ plans, cancel: 'off' });
    // The start of a process counts.
    await (await stage.ask('normal')).text();
  });
  afterAll(() => stage.close());

  const keyOf = (at: number) => stage.api.plans[at]?.keys[0]?.value ?? '';
  const ask = (at: number, body: object) =>
    stage.ask('', {
      accept: 'text/event-stream',
      headers: { 'x-api-key': keyOf(at) },
      body: { message: 'hi', ...body },
    });
  const end = async (response: Response) => readNative['text/event-stream']?.(await response.text());

  test('with maxSeconds ends an answer with deadline, and keeps what was said', async () => {
    expect(await end(await ask(1, { model: 'steady' }))).toMatchObject({
      text: expect.stringMatching(/^drip/),
      last: { kind: 'deadline', retryable: false },
      terminals: 1,
    });
    expect(await stage.seen.at(-1)?.ended).toBe('caller-left');
    // Others have longer: nine words take nearly a second and a half.
    expect(await end(await ask(0, { model: 'slow' }))).toMatchObject({ last: { stopReason: 'end_turn' } });
  });

  test('with maxSeconds is a timeout to an official client, and nothing looks finished', async () => {
    const client = new OpenAI({ baseURL: `${stage.url}v1`, apiKey: keyOf(1), maxRetries: 0 });
    const messages = [{ role: 'user' as const, content: 'hi' }];
    const reasons: unknown[] = [];
    const read = async () => {
      const stream = await client.chat.completions.create({ model: 'steady', messages, stream: true });
      for await (const { choices } of stream) reasons.push(choices[0]?.finish_reason);
    };
    await expect(read()).rejects.toMatchObject({ code: 'deadline', type: 'server_error' });
    expect(reasons).not.toContain('stop');
    const whole = client.chat.completions.create({ model: 'steady', messages });
    await expect(whole).rejects.toMatchObject({ status: 504, code: 'deadline' });
  });

  test('with maxTokens asks the model for no more, whatever the request says', async () => {
    for (const maxTokens of [undefined, 7, 5_000]) {
      const response = await ask(1, { model: 'hello', ...(maxTokens !== undefined && { maxTokens }) });
      const sent = Math.min(maxTokens ?? 50, 50);
      expect(await response.text()).toContain(`"maxTokens":${sent}`);
      expect(stage.seen.at(-1)?.body).toMatchObject({ inferenceConfig: { maxTokens: sent } });
    }
  });

  describe('without cancel and budgets', () => {
    test.each([
      ['DELETE', 'requests/some-id'],
      ['POST', 'v1/responses/resp_some-id/cancel'],
      ['POST', 'api/chat/some-id/stop'],
    ])('%s %s is a path like any that does not exist', async (method, path) => {
      const asked = async (to: string) => {
        const response = await fetch(`${stage.url}${to}`, { method, headers: { 'x-api-key': keyOf(0) } });
        return [response.status, (await response.text()).replaceAll(/[\da-f]{8}-[\w-]{27}/g, 'ID')];
      };
      const refused = await asked(path);
      expect(refused[0]).toBe(404);
      expect(refused).toEqual(await asked('no/such/path'));
    });

    test('nobody is told of a budget, and there is no table', async () => {
      const response = await ask(0, { model: 'hello' });
      expect([...response.headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([]);
      expect(await end(response)).toMatchObject({ last: { stopReason: 'end_turn' } });
      expect(await (await stage.ask('hello', { accept: 'application/json' })).json()).not.toHaveProperty('budget');
      const me = await fetch(`${stage.url}me`, { headers: { 'x-api-key': keyOf(0) } });
      expect(await me.json()).not.toHaveProperty('budget');
      expect(stage.serviceVariables).not.toHaveProperty('AWS_ENDPOINT_URL_DYNAMODB');
      expect(stage.lines.join('\n')).not.toContain('chargedTokens');
    });
  });
});
