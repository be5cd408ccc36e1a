import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isLambda, startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

let stage: TestStage;
let client: OpenAI;

const clientOf = ({ url, apiKey = '' }: TestStage, options: ConstructorParameters<typeof OpenAI>[0] = {}) =>
  new OpenAI({ baseURL: `${url}v1`, apiKey, maxRetries: 0, ...options });

beforeAll(async () => {
  stage = await startTestStage({ maxBodyBytes: 100_000 });
  client = clientOf(stage);
});
afterAll(() => stage.close());

const thrownBy = (asked: PromiseLike<unknown>) =>
  asked.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );
const whole = (model: string) => client.responses.create({ model, input: 'hi' });
const streamed = (model: string) => client.responses.create({ model, input: 'hi', stream: true });

describe('what Responses refuses is the client’s own error', () => {
  test.each([
    ['refused-throttling', OpenAI.RateLimitError, { status: 429, type: 'rate_limit_error', code: 'throttled' }],
    ['refused-internal-server', OpenAI.InternalServerError, { status: 502, type: 'server_error' }],
    ['refused-access-denied', OpenAI.PermissionDeniedError, { status: 403, type: 'permission_error' }],
    ['refused-validation', OpenAI.BadRequestError, { status: 400, code: 'model-refused', param: null }],
    ['no-such-model', OpenAI.NotFoundError, { status: 404, code: 'unknown-model', param: 'model' }],
  ])('%s', async (model, error, told) => {
    for (const ask of [whole, streamed]) {
      const thrown = await thrownBy(ask(model));
      expect(thrown).toBeInstanceOf(error);
      expect(thrown).toMatchObject(told);
    }
  });

  const image = (fields: object) => [{ role: 'user', content: [{ type: 'input_image', detail: 'auto', ...fields }] }];
  const called = (fields: object) => [
    { role: 'user', content: 'a' },
    { type: 'function_call', call_id: 't1', name: 'f', arguments: '{}', ...fields },
    { type: 'function_call_output', call_id: 't1', output: 'x' },
  ];
  const thought = (encrypted_content: string) => [
    { role: 'user', content: 'a' },
    { type: 'reasoning', summary: [], encrypted_content },
    { role: 'user', content: 'b' },
  ];
  test.each<[body: object, param: string]>([
    [{ previous_response_id: 'resp_1' }, 'previous_response_id'],
    [{ conversation: 'conv_1' }, 'conversation'],
    [{ prompt: { id: 'pmpt_1' } }, 'prompt'],
    [{ background: true }, 'background'],
    [{ top_logprobs: 3 }, 'top_logprobs'],
    [{ include: ['message.output_text.logprobs'] }, 'include[0]'],
    [{ max_tokens: 5 }, 'max_tokens'],
    [{ response_format: { type: 'json_object' } }, 'response_format'],
    [{ temperature: 1.2 }, 'temperature'],
    [{ service_tier: 'scale' }, 'service_tier'],
    [{ reasoning: { effort: 'low' } }, 'reasoning.effort'],
    [{ top_k: 5 }, 'top_k'],
    [{ tools: [{ type: 'web_search' }] }, 'tools[0].type'],
    [{ tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [] } }, 'tool_choice.type'],
    [{ input: ' ' }, 'input'],
    [{ input: [] }, 'input'],
    [{ input: [{ type: 'item_reference', id: 'msg_1' }] }, 'input[0].type'],
    [{ input: [{ role: 'user', content: [{ type: 'input_audio' }] }] }, 'input[0].content[0].type'],
    [{ input: image({ image_url: 'https://example.com/a.png' }) }, 'input[0].content[0].image_url'],
    [{ input: called({ arguments: '{' }) }, 'input[1].arguments'],
    [{ input: called({}), tool_choice: 'none' }, 'tool_choice'],
    [{ input: thought('of-another-provider') }, 'input[1].encrypted_content'],
    [{ input: called({}).slice(0, 2) }, 'input'],
  ])('%j is refused with its param', async (body, param) => {
    const thrown = await thrownBy(client.post('/responses', { body: { model: 'normal', input: 'hi', ...body } }));
    expect(thrown).toBeInstanceOf(OpenAI.BadRequestError);
    expect(thrown).toMatchObject({ param, type: 'invalid_request_error', code: 'invalid-request' });
  });
});

describe('what API Gateway refuses by itself is the client’s own error too', () => {
  const messages = [{ role: 'user' as const, content: 'hi' }];
  const ways = [
    { way: 'Responses', ask: (by: OpenAI) => by.responses.create({ model: 'normal', input: 'hi' }) },
    {
      way: 'Responses, streamed',
      ask: (by: OpenAI) => by.responses.create({ model: 'normal', input: 'hi', stream: true }),
    },
    { way: 'Chat Completions', ask: (by: OpenAI) => by.chat.completions.create({ model: 'normal', messages }) },
    { way: 'models', ask: async (by: OpenAI) => await by.models.list() },
  ];

  test.each(ways)('a wrong key, $way', async ({ ask }) => {
    const thrown = await thrownBy(ask(clientOf(stage, { apiKey: 'not-a-key-of-this-stage-at-all' })));
    expect(thrown).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(thrown).toMatchObject({
      type: 'authentication_error',
      code: 'unauthenticated',
      message: expect.stringContaining('The API key is unknown'),
      // In the body only (decision 18).
      error: { requestId: expect.stringMatching(/^[\w-]{36}$/) },
    });
  });

  test.each([
    ['what is not offered', () => client.moderations.create({ input: 'hi' })],
    ['an answer that is over', () => client.responses.retrieve('resp_1')],
  ])('a path that does not exist: %s', async (_name, ask) => {
    const thrown = await thrownBy(ask());
    expect(thrown).toBeInstanceOf(OpenAI.NotFoundError);
    expect(thrown).toMatchObject({ type: 'not_found_error', message: '404 This path does not exist.' });
  });

  test('a body above the limit of this deployment', async () => {
    const thrown = await thrownBy(client.responses.create({ model: 'normal', input: 'a'.repeat(100_001) }));
    expect(thrown).toBeInstanceOf(OpenAI.APIError);
    expect(thrown).toMatchObject({
      status: 413,
      type: 'invalid_request_error',
      code: 'too-large',
      message: expect.stringMatching(/^413 the body is \d+ bytes; the limit is 100000 bytes$/),
    });
  });

  test.each<readonly [string, number]>([
    ...(isLambda() ? [['what Lambda takes', 6_400_000] as const] : []),
    ['what API Gateway takes', 11_000_000],
  ])('a body above %s, in API Gateway’s own words', async (_name, length) => {
    const thrown = await thrownBy(client.responses.create({ model: 'normal', input: 'a'.repeat(length) }));
    expect(thrown).toBeInstanceOf(OpenAI.APIError);
    expect(thrown).toMatchObject({ status: 413, message: '413 Request Too Long' });
  });

  test('the key’s quota, which the client does not try again, and the key’s rate', async () => {
    const limited = await startTestStage({ throttleRate: 0.001, throttleBurst: 3, monthlyQuota: 2 });
    try {
      let requests = 0;
      const counting: typeof fetch = (...asked) => {
        requests += 1;
        return fetch(...asked);
      };
      const by = clientOf(limited, { fetch: counting, maxRetries: 2 });
      for (const _ of [1, 2]) await by.responses.create({ model: 'normal', input: 'hi' });
      const thrown = await thrownBy(by.responses.create({ model: 'normal', input: 'hi' }));
      expect(thrown).toBeInstanceOf(OpenAI.RateLimitError);
      expect(thrown).toMatchObject({ type: 'rate_limit_error', code: 'quota-exceeded' });
      expect(requests).toBe(3);
      for (const { ask } of ways) {
        const refused = await thrownBy(ask(clientOf(limited)));
        expect(refused).toBeInstanceOf(OpenAI.RateLimitError);
        expect(refused).toMatchObject({
          type: 'rate_limit_error',
          code: 'throttled',
          message: '429 Too many requests at once: try again in a moment.',
        });
      }
    } finally {
      await limited.close();
    }
  });
});
