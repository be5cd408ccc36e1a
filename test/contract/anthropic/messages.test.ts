import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

let stage: TestStage;
let client: Anthropic;

beforeAll(async () => {
  stage = await startTestStage({ idleSeconds: 10, marginSeconds: 1, heartbeatSeconds: 0.5, commitAfterSeconds: 0.5 });
  client = new Anthropic({ baseURL: stage.url.slice(0, -1), apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(() => stage.close());

const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'hi' }];
const stream = (model: string) => client.messages.stream({ model, max_tokens: 100, messages }).finalMessage();
const whole = (model: string) => client.messages.create({ model, max_tokens: 100, messages });

describe('the official client, unmodified', () => {
  test.each([
    'normal',
    'slow-start',
    'slow-middle',
    'reasoning',
    'redacted-reasoning',
    'tools',
    'parallel-tools',
    'mixed-blocks',
    'empty',
    'unicode',
    'max-tokens',
    'stop-sequence',
    'content-filtered',
  ])('%s is the same streamed, collected by the client’s helper, and buffered', async (model) => {
    const [streamed, created] = await Promise.all([stream(model), whole(model)]);
    // The SDK never takes this one from the event in which it is known.
    const usage = { ...created.usage, cache_creation: streamed.usage.cache_creation };
    expect({ ...streamed, id: '' }).toMatchObject({ ...created, id: '', usage });
    expect(streamed.usage).toMatchObject({ output_tokens: expect.any(Number) });
  });

  test('text, stop reason and usage are Bedrock’s', async () => {
    expect(await stream('normal')).toMatchObject({
      type: 'message',
      role: 'assistant',
      model: 'normal',
      content: [{ type: 'text', text: expect.stringMatching(/^A river begins.*mountain with it\.$/) }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 14, output_tokens: 47 },
    });
  });

  test('thinking keeps its signature, and a redacted thought is a block of its own', async () => {
    const [thinking] = (await stream('reasoning')).content;
    expect(thinking).toMatchObject({
      type: 'thinking',
      thinking: expect.stringMatching(/\w/),
      signature: expect.stringMatching(/\w/),
    });
    const { content } = await stream('redacted-reasoning');
    expect(content.some(({ type }) => type === 'redacted_thinking')).toBe(true);
  });

  test('sends a tool round trip that Bedrock accepts', async () => {
    await client.messages.create({
      model: 'capable',
      max_tokens: 100,
      system: [{ type: 'text', text: 'Be brief.' }],
      tools: [{ name: 'get_weather', description: 'Weather', input_schema: { type: 'object' } }],
      tool_choice: { type: 'tool', name: 'get_weather' },
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Weather?' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'cG5n' } },
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: 't1', name: 'get_weather', input: { city: 'Rome' } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 't1', is_error: true, content: [{ type: 'text', text: 'no data' }] },
          ],
        },
      ],
    });
    expect(stage.seen.at(-1)?.body).toMatchObject({
      system: [{ text: 'Be brief.' }],
      messages: [
        { role: 'user', content: [{ text: 'Weather?' }, { image: { format: 'png' } }] },
        {
          role: 'assistant',
          content: [{ text: 'I look.' }, { toolUse: { toolUseId: 't1', input: { city: 'Rome' } } }],
        },
        {
          role: 'user',
          content: [{ toolResult: { toolUseId: 't1', status: 'error', content: [{ text: 'no data' }] } }],
        },
      ],
      toolConfig: { toolChoice: { tool: { name: 'get_weather' } } },
    });
  });
});

describe('errors are the client’s own', () => {
  test.each([
    ['refused-throttling', Anthropic.RateLimitError],
    ['refused-validation', Anthropic.BadRequestError],
    ['refused-access-denied', Anthropic.PermissionDeniedError],
    ['refused-resource-not-found', Anthropic.NotFoundError],
    ['refused-internal-server', Anthropic.InternalServerError],
    ['no-such-model', Anthropic.NotFoundError],
  ])('%s', async (model, error) => {
    await expect(whole(model)).rejects.toThrow(error);
  });

  test('a wrong key', async () => {
    const stranger = new Anthropic({
      baseURL: stage.url.slice(0, -1),
      apiKey: 'not-a-key-of-this-stage-at-all',
      maxRetries: 0,
    });
    const asked = stranger.messages.create({ model: 'normal', max_tokens: 5, messages });
    await expect(asked).rejects.toThrow(Anthropic.AuthenticationError);
  });

  test.each([
    'midway-throttling',
    'midway-truncated',
    'midway-reset',
    'midway-bad-crc',
    'midway-stall',
    'unknown-stop-reason',
    'truncated-tool',
  ])('%s is thrown, streamed or whole, and no answer looks finished', async (model) => {
    const seen: string[] = [];
    const read = async () => {
      for await (const { type } of await client.messages.create({ model, max_tokens: 5, messages, stream: true }))
        seen.push(type);
    };
    await expect(read()).rejects.toThrow(Anthropic.APIError);
    expect(seen).not.toContain('message_stop');
    expect(seen).not.toContain('message_delta');
    await expect(whole(model)).rejects.toThrow(Anthropic.APIError);
  });

  test.each<[body: object, message: string]>([
    [{ max_tokens: undefined }, 'max_tokens: must be a whole number'],
    [{ messages: [] }, 'messages: must have 1 to 20000'],
    [{ temperature: 2 }, 'temperature: must be a number from 0 to 1'],
    [{ tool_choice: { type: 'tool' } }, 'tool_choice.name: is missing'],
    [{ stop: 'x' }, 'stop: is not a field of this API: send stop_sequences'],
    [{ top_k: 5 }, 'top_k: the model normal does not support top-k: leave it out'],
    [{ messages: [{ role: 'assistant', content: 'a' }] }, 'messages: the first message must have the role user'],
    [
      {
        messages: [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
        ],
      },
      'messages: the model normal does not continue a message of the assistant',
    ],
    [{ messages: [{ role: 'user', content: ' ' }] }, 'messages[0].content: must not be blank'],
    [
      {
        messages: [
          { role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }] },
        ],
      },
      'messages[0].content[0].source.type: must be \\"base64\\"',
    ],
  ])('%j is refused with its field', async (body, message) => {
    const asked = client.post('/v1/messages', { body: { model: 'normal', max_tokens: 5, messages, ...body } });
    await expect(asked).rejects.toMatchObject({
      status: 400,
      error: { type: 'error', error: { type: 'invalid_request_error' } },
    });
    await expect(asked).rejects.toThrow(message);
  });
});
