import { type ChatInit, lastAssistantMessageIsCompleteWithToolCalls, type UIMessage } from 'ai';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Asking, startChat, toTransport } from '../../fixtures/clients/memory-chat.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

const scenarios = ['normal', 'agent', 'citations', 'server-tool', 'cached-usage', 'redacted-reasoning'];
const models = {
  ...Object.fromEntries(scenarios.map((name) => [name, `local.${name}`])),
  capable: { id: 'local.normal', family: 'nova' },
  thinker: { id: 'local.thinking-agent', family: 'claude-4.5' },
};

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({ models, defaultModel: 'normal', idleSeconds: 10, marginSeconds: 1 });
});
afterAll(() => stage.close());

const start = (model: string, asking?: Asking, init?: ChatInit<UIMessage>) => startChat(stage, model, asking, init);
const asked = () => stage.seen.at(-1)?.body;

async function* read<Part>(stream: ReadableStream<Part>): AsyncGenerator<Part> {
  yield* stream;
}

describe('an answer', () => {
  test('streams in the parts that the transport knows, one text part with its deltas', async () => {
    const types: string[] = [];
    const messages: UIMessage[] = [{ id: 'm', role: 'user', parts: [{ type: 'text', text: 'hi' }] }];
    const sent = { chatId: 'c', messages, messageId: undefined, abortSignal: undefined };
    const stream = await toTransport(stage, 'normal').sendMessages({ ...sent, trigger: 'submit-message' });
    for await (const { type } of read(stream)) if (types.at(-1) !== type) types.push(type);
    expect(types).toEqual(['start', 'start-step', 'text-start', 'text-delta', 'text-end', 'finish-step', 'finish']);
  });

  test('names its protocol in a header', async () => {
    const heads: Headers[] = [];
    const listening: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      heads.push(response.headers);
      return response;
    };
    await start('normal', { fetch: listening }).sendMessage({ text: 'hi' });
    expect(heads[0]?.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    expect(heads[0]?.get('content-type')).toMatch(/^text\/event-stream/);
  });

  test('becomes one message, with the model, the request and what it cost', async () => {
    const chat = start('cached-usage');
    await chat.sendMessage({ text: 'hi' });
    expect(chat).toMatchObject({ status: 'ready', error: undefined });
    expect(chat.messages).toMatchObject([
      { role: 'user' },
      {
        role: 'assistant',
        parts: [{ type: 'step-start' }, { type: 'text', text: 'From memory.', state: 'done' }],
        metadata: {
          model: 'cached-usage',
          requestId: expect.stringMatching(/^[\w-]{36}$/),
          usage: { inputTokens: 1820, outputTokens: 4, totalTokens: 1824, cachedInputTokens: 1500 },
        },
      },
    ]);
  });

  test('takes the key in x-api-key, too', async () => {
    const chat = start('normal', { headers: { 'x-api-key': stage.apiKey ?? '' } });
    await chat.sendMessage({ text: 'hi' });
    expect(chat.status).toBe('ready');
  });

  test('shows its sources, and they do not break the next turn', async () => {
    const chat = start('citations');
    await chat.sendMessage({ text: 'hi' });
    expect(chat.lastMessage?.parts).toMatchObject([
      { type: 'step-start' },
      { type: 'text', text: 'The tide turns twice a day and ships leave with the ebb.' },
      { type: 'source-document', title: 'Tides', filename: 'tides.pdf', mediaType: 'application/pdf' },
      { type: 'source-url', title: 'Harbours', url: 'https://example.com/harbours' },
    ]);
    await chat.sendMessage({ text: 'and?' });
    expect(chat.status).toBe('ready');
    expect(asked()).toHaveProperty('messages.1.content', [
      { text: 'The tide turns twice a day and ships leave with the ebb.' },
    ]);
  });

  test('can be asked for again', async () => {
    const chat = start('normal');
    await chat.sendMessage({ text: 'hi' });
    await chat.regenerate();
    expect(chat.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(asked()).toHaveProperty('messages', [{ role: 'user', content: [{ text: 'hi' }] }]);
  });
});

test('images and files go as bytes', async () => {
  const png = Buffer.from('png').toString('base64');
  const pdf = Buffer.from('%PDF-1.4').toString('base64');
  const chat = start('capable');
  await chat.sendMessage({
    text: 'What is this?',
    files: [
      { type: 'file', mediaType: 'image/png', url: `data:image/png;base64,${png}` },
      {
        type: 'file',
        mediaType: 'application/pdf',
        filename: 'tides.pdf',
        url: `data:application/pdf;base64,${pdf}`,
      },
    ],
  });
  expect(chat.status).toBe('ready');
  expect(asked()).toHaveProperty('messages.0.content', [
    { image: { format: 'png', source: { bytes: png } } },
    { document: { format: 'pdf', name: 'tides pdf', source: { bytes: pdf } } },
    { text: 'What is this?' },
  ]);
});

describe('tools', () => {
  const get_weather = { description: 'Weather', inputSchema: { type: 'object' } };
  const body = { tools: { get_weather }, reasoning: 'medium' };
  const sendAutomaticallyWhen = lastAssistantMessageIsCompleteWithToolCalls;

  test('a tool loop of several steps runs to its end, each step in a turn of its own', async () => {
    let calls = 0;
    const chat = start(
      'agent',
      { body: { tools: { get_weather, get_time: { inputSchema: { type: 'object' } } } } },
      {
        sendAutomaticallyWhen: (all) => calls <= 3 && sendAutomaticallyWhen(all),
        onToolCall: ({ toolCall: { toolName: tool, toolCallId } }) => {
          calls += 1;
          void chat.addToolOutput({ tool, toolCallId, output: 'mild' });
        },
      },
    );
    await chat.sendMessage({ text: 'hi' });
    expect(chat.lastMessage?.parts.at(-1)).toMatchObject({
      type: 'text',
      text: 'It is mild in Lisbon and in Porto, and nearly noon.',
    });
    expect(asked()).toMatchObject({
      messages: [
        { role: 'user' },
        { role: 'assistant', content: [{ text: 'I will ask.' }, { toolUse: {} }, { toolUse: {} }] },
        { role: 'user', content: [{ toolResult: {} }, { toolResult: {} }] },
        { role: 'assistant', content: [{ toolUse: { name: 'get_time' } }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 'tooluse_time' } }] },
      ],
    });
  });

  test('the page answers a call, and the thought goes back with its signature', async () => {
    const chat = start(
      'thinker',
      { body },
      {
        sendAutomaticallyWhen,
        onToolCall: ({ toolCall: { toolName, toolCallId, input } }) =>
          void chat.addToolOutput({ tool: toolName, toolCallId, output: { said: input } }),
      },
    );
    await chat.sendMessage({ text: 'A coat?' });
    expect(chat).toMatchObject({ status: 'ready', error: undefined });
    const signature = 'c2lnbmVkLWJ5LXRoZS1tb2RlbA==';
    expect(chat.messages).toHaveLength(2);
    expect(chat.lastMessage?.parts).toMatchObject([
      { type: 'step-start' },
      { type: 'reasoning', text: 'The weather decides.', providerMetadata: { rivulet: { signature } } },
      { type: 'tool-get_weather', state: 'output-available', input: { city: 'Lisbon' } },
      { type: 'step-start' },
      { type: 'text', text: 'Take a light coat.' },
    ]);
    expect(asked()).toMatchObject({
      additionalModelRequestFields: { thinking: { type: 'enabled' } },
      toolConfig: { tools: [{ toolSpec: { name: 'get_weather', description: 'Weather' } }] },
      messages: [
        { role: 'user', content: [{ text: 'A coat?' }] },
        {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'The weather decides.', signature } } },
            { toolUse: { toolUseId: 'tooluse_lisbon', name: 'get_weather', input: { city: 'Lisbon' } } },
          ],
        },
        {
          role: 'user',
          content: [{ toolResult: { toolUseId: 'tooluse_lisbon', content: [{ text: '{"said":{"city":"Lisbon"}}' }] } }],
        },
      ],
    });
  });

  test('a call that the page could not run is sent as an error', async () => {
    const chat = start(
      'thinker',
      { body },
      {
        sendAutomaticallyWhen,
        onToolCall: ({ toolCall: { toolName: tool, toolCallId } }) =>
          void chat.addToolOutput({ state: 'output-error', tool, toolCallId, errorText: 'no such city' }),
      },
    );
    await chat.sendMessage({ text: 'A coat?' });
    expect(chat.status).toBe('ready');
    const told = { toolUseId: 'tooluse_lisbon', status: 'error', content: [{ text: 'no such city' }] };
    expect(asked()).toHaveProperty('messages.2.content', [{ toolResult: told }]);
  });

  test('a tool that Bedrock runs is shown, not run, and not sent back', async () => {
    const onToolCall = vi.fn<() => void>();
    const chat = start('server-tool', {}, { sendAutomaticallyWhen, onToolCall });
    await chat.sendMessage({ text: '6 * 7?' });
    expect(onToolCall).not.toHaveBeenCalled();
    expect(chat.lastMessage?.parts).toMatchObject([
      { type: 'step-start' },
      {
        type: 'dynamic-tool',
        toolName: 'nova_code_interpreter',
        state: 'output-available',
        providerExecuted: true,
        input: { snippet: '6 * 7' },
        output: expect.objectContaining({ stdOut: '42' }),
      },
      { type: 'text', text: 'It is 42.' },
    ]);
    await chat.sendMessage({ text: 'Sure?' });
    expect(chat.status).toBe('ready');
    expect(asked()).toHaveProperty('messages.1.content', [{ text: 'It is 42.' }]);
  });
});

test('a redacted thought goes back as it came', async () => {
  const chat = start('redacted-reasoning');
  await chat.sendMessage({ text: 'hi' });
  await chat.sendMessage({ text: 'and?' });
  expect(chat.status).toBe('ready');
  expect(asked()).toHaveProperty('messages.1.content.0.reasoningContent.redactedContent', 'RW5jcnlwdGVkVGhvdWdodHM=');
});
