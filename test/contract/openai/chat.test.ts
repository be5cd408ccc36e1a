import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

let stage: TestStage;
let client: OpenAI;

beforeAll(async () => {
  stage = await startTestStage({ idleSeconds: 10, marginSeconds: 1 });
  client = new OpenAI({ baseURL: `${stage.url}v1`, apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(() => stage.close());

const messages = [{ role: 'user', content: 'hi' }] as const;
const chunksOf = async (model: string) => {
  const stream = await client.chat.completions.create({
    model,
    messages: [...messages],
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
};

describe('the official client, unmodified', () => {
  test('streams: a role, text, one finish, then usage', async () => {
    const chunks = await chunksOf('normal');
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' });
    const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
    expect(text).toMatch(/^A river begins.*mountain with it\.$/);
    const finishes = chunks.flatMap(({ choices }) => choices[0]?.finish_reason ?? []);
    expect(finishes).toEqual(['stop']);
    expect(chunks.at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 14, completion_tokens: 47, total_tokens: 61 },
    });
    expect(new Set(chunks.map(({ id, model }) => `${id} ${model}`)).size).toBe(1);
  });

  test('gets the same answer buffered', async () => {
    const whole = await client.chat.completions.create({ model: 'normal', messages: [...messages] });
    expect(whole.choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant', refusal: null } });
    expect(whole.choices[0]?.message.content).toMatch(/^A river begins/);
    expect(whole.usage).toMatchObject({ total_tokens: 61 });
  });

  test('collects tool calls with its own helper, and the calls are numbered among themselves', async () => {
    const stream = client.chat.completions.stream({
      model: 'parallel-tools',
      messages: [...messages],
      tools: [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: {} } } }],
    });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]?.finish_reason).toBe('tool_calls');
    const calls = choices[0]?.message.tool_calls ?? [];
    expect(calls.length).toBeGreaterThan(1);
    const whole = await client.chat.completions.create({ model: 'parallel-tools', messages: [...messages] });
    expect(whole.choices[0]?.message.tool_calls).toEqual(
      calls.map(({ id, type, ...call }) =>
        expect.objectContaining({
          id,
          type,
          ...JSON.parse(
            JSON.stringify({
              function: 'function' in call ? { name: call.function.name, arguments: call.function.arguments } : {},
            }),
          ),
        }),
      ),
    );
  });

  test('sends a complete tool round trip that Bedrock accepts', async () => {
    const answer = await client.chat.completions.create({
      model: 'capable',
      tools: [
        {
          type: 'function',
          function: {
            name: 'get_weather',
            description: 'Weather',
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
          },
        },
      ],
      tool_choice: 'required',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'developer', content: 'Be kind.' },
        { role: 'user', content: 'Weather in Paris and Rome?' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [
            { id: 't1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } },
            { id: 't2', type: 'function', function: { name: 'get_weather', arguments: '' } },
          ],
        },
        { role: 'tool', tool_call_id: 't1', content: 'rain' },
        { role: 'tool', tool_call_id: 't2', content: [{ type: 'text', text: 'sun' }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'And?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${Buffer.from('png').toString('base64')}` } },
          ],
        },
      ],
    });
    expect(answer.choices).toHaveLength(1);
    expect(stage.seen.at(-1)?.body).toMatchObject({
      system: [{ text: 'Be brief.' }, { text: 'Be kind.' }],
      messages: [
        { role: 'user', content: [{ text: 'Weather in Paris and Rome?' }] },
        {
          role: 'assistant',
          content: [
            { toolUse: { toolUseId: 't1', name: 'get_weather', input: { city: 'Paris' } } },
            { toolUse: { toolUseId: 't2', name: 'get_weather', input: {} } },
          ],
        },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 't1', content: [{ text: 'rain' }] } },
            { toolResult: { toolUseId: 't2', content: [{ text: 'sun' }] } },
            { text: 'And?' },
            { image: { format: 'png' } },
          ],
        },
      ],
      toolConfig: { tools: [{ toolSpec: { name: 'get_weather', description: 'Weather' } }], toolChoice: { any: {} } },
    });
  });

  test('reads reasoning next to the text', async () => {
    const whole = await client.chat.completions.create({ model: 'reasoning', messages: [...messages] });
    expect(whole.choices[0]?.message).toHaveProperty('reasoning_content', expect.stringMatching(/\w/));
  });

  test.each([
    ['max-tokens', 'length'],
    ['content-filtered', 'content_filter'],
    ['guardrail', 'content_filter'],
    ['context-window-exceeded', 'length'],
    ['stop-sequence', 'stop'],
    ['tools', 'tool_calls'],
  ])('%s finishes as %s', async (scenario, reason) => {
    const whole = await client.chat.completions.create({ model: scenario, messages: [...messages] });
    expect(whole.choices[0]?.finish_reason).toBe(reason);
  });
});

describe('errors are the client’s own', () => {
  test.each([
    ['refused-throttling', OpenAI.RateLimitError],
    ['refused-validation', OpenAI.BadRequestError],
    ['refused-access-denied', OpenAI.PermissionDeniedError],
    ['refused-resource-not-found', OpenAI.NotFoundError],
    ['refused-internal-server', OpenAI.InternalServerError],
    ['no-such-model', OpenAI.NotFoundError],
  ])('%s', async (model, error) => {
    await expect(client.chat.completions.create({ model, messages: [...messages] })).rejects.toThrow(error);
    await expect(chunksOf(model)).rejects.toThrow(error);
  });

  test('a wrong key', async () => {
    const stranger = new OpenAI({ baseURL: `${stage.url}v1`, apiKey: 'not-a-key-of-this-stage-at-all', maxRetries: 0 });
    const asked = stranger.chat.completions.create({ model: 'normal', messages: [...messages] });
    await expect(asked).rejects.toThrow(OpenAI.AuthenticationError);
  });

  test.each([
    'midway-throttling',
    'midway-truncated',
    'midway-reset',
    'midway-bad-crc',
    'midway-stall',
    'unknown-stop-reason',
  ])('%s is thrown in the middle, and no answer looks finished', async (scenario) => {
    const stream = await client.chat.completions.create({ model: scenario, messages: [...messages], stream: true });
    const finishes: (string | null | undefined)[] = [];
    const read = async () => {
      for await (const { choices } of stream) finishes.push(choices[0]?.finish_reason);
    };
    await expect(read()).rejects.toThrow(OpenAI.APIError);
    expect(finishes.filter(Boolean)).toEqual([]);
    await expect(client.chat.completions.create({ model: scenario, messages: [...messages] })).rejects.toThrow(
      OpenAI.APIError,
    );
  });

  test.each<[body: object, param: string]>([
    [{ n: 2 }, 'n'],
    [{ logprobs: true }, 'logprobs'],
    [{ temperature: 1.5 }, 'temperature'],
    [{ messages: [] }, 'messages'],
    [
      {
        messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] }],
      },
      'messages[0].content[0].image_url.url',
    ],
    [{ messages: [{ role: 'robot', content: 'a' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'user', content: ' ' }] }, 'messages[0].content'],
    [{ messages: [{ role: 'assistant', content: 'a' }] }, 'messages'],
    [
      {
        messages: [
          { role: 'user', content: 'a' },
          { role: 'assistant', tool_calls: [{ id: 't', type: 'function', function: { name: 'f', arguments: '{' } }] },
          { role: 'tool', tool_call_id: 't', content: 'x' },
        ],
      },
      'messages[1].tool_calls[0].function.arguments',
    ],
    [
      {
        messages: [
          { role: 'user', content: 'a' },
          { role: 'assistant', tool_calls: [{ id: 't', type: 'function', function: { name: 'f', arguments: '{}' } }] },
          { role: 'tool', tool_call_id: 't', content: 'x' },
        ],
        tool_choice: 'none',
      },
      'tool_choice',
    ],
  ])('%j is refused with its param', async (body, param) => {
    const asked = client.post('/chat/completions', { body: { model: 'normal', messages, ...body } });
    await expect(asked).rejects.toMatchObject({
      status: 400,
      param,
      type: 'invalid_request_error',
      code: 'invalid-request',
    });
  });
});
