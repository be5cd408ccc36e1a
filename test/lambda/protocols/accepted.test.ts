import { describe, expect, test } from 'vitest';
import { toConverseInput } from '../../../lambda/bedrock/converse-input/to-converse-input.ts';
import { fitNames } from '../../../lambda/bedrock/converse-input/fit/fit-names.ts';
import { anthropicMessages } from '../../../lambda/protocols/anthropic-messages/anthropic-messages.ts';
import { openaiChat } from '../../../lambda/protocols/openai-chat/openai-chat.ts';
import { openaiResponses } from '../../../lambda/protocols/openai-responses/openai-responses.ts';
import { uiMessages } from '../../../lambda/protocols/ui-messages/ui-messages.ts';
import { asQuestion } from '../../fixtures/handling/as-question.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';
import { modelOf } from '../../fixtures/handling/model.ts';

// The rule of docs/protocols.md ("What is accepted"), a row for each field that popular clients send.

const user = { role: 'user', content: 'hi' };
const spoken = { role: 'user', parts: [{ type: 'text', text: 'hi' }] };
const protocols = {
  chat: { protocol: openaiChat, least: { messages: [user] } },
  responses: { protocol: openaiResponses, least: { input: [user] } },
  messages: { protocol: anthropicMessages, least: { model: 'haiku', max_tokens: 9, messages: [user] } },
  ui: { protocol: uiMessages, least: { messages: [spoken] } },
};
type Name = keyof typeof protocols;

/** What Bedrock is sent, and what the client is told that it was not. */
function ask(name: Name, body: object) {
  const { protocol, least } = protocols[name];
  const { chat, ignored } = asQuestion(protocol.parse(incomingOf({ body: { ...least, ...body } }), testConfig));
  const asked = fitNames({ ...chat, maxTokens: chat.maxTokens ?? 9 }).chat;
  return { input: toConverseInput(asked, modelOf('claude-4.5'), {}), ignored: [...(ignored ?? [])] };
}

const tool = { type: 'function', function: { name: 'f', parameters: { type: 'object' } } };
const call = { id: 't', type: 'function', function: { name: 'f', arguments: '{}' } };
const item = { type: 'function_call', call_id: 't', name: 'f', arguments: '{}' };

describe('what says nothing, or only describes, changes nothing and is not worth a word', () => {
  test.each<[name: Name, fields: object]>([
    ['chat', { temperature: null, tools: [], tool_choice: null, stop: [], metadata: {}, response_format: null }],
    ['chat', { n: 1, logit_bias: {}, frequency_penalty: 0, presence_penalty: 0, top_logprobs: 0, logprobs: false }],
    ['chat', { verbosity: 'medium', parallel_tool_calls: true, modalities: ['text'], service_tier: 'auto', stop: '' }],
    ['chat', { user: 'u', safety_identifier: 's', prompt_cache_key: 'k', prompt_cache_retention: '24h', seed: 1 }],
    ['chat', { prediction: { type: 'content', content: 'x' }, stream_options: {}, client_metadata: { a: 1 } }],
    ['chat', { top_k: -1, audio: null, web_search_options: null, functions: [], function_call: null }],
    ['responses', { tools: [], include: [], metadata: {}, text: {}, reasoning: {}, store: false, background: false }],
    [
      'responses',
      { store: true, truncation: 'auto', max_tool_calls: 3, top_logprobs: 0, text: { verbosity: 'medium' } },
    ],
    ['responses', { include: ['reasoning.encrypted_content', 'web_search_call.action.sources'] }],
    ['responses', { user: 'u', safety_identifier: 's', prompt_cache_key: 'k', client_metadata: { a: 'b' } }],
    ['responses', { previous_response_id: null, conversation: null, prompt: null, parallel_tool_calls: true }],
    ['messages', { tools: [], system: [], stop_sequences: [], metadata: {}, mcp_servers: [], container: null }],
    ['messages', { context_management: { edits: [{ type: 'clear_tool_uses_20250919', keep: { value: 3 } }] } }],
    ['messages', { context_management: { edits: [{ type: 'clear_thinking_20251015', keep: 'all' }] } }],
    ['messages', { speed: 'standard', inference_geo: 'global', service_tier: 'auto' }],
    ['ui', { id: 'c', trigger: 'submit-message', messageId: 'm', metadata: { a: 1 }, tools: {} }],
  ])('%s: %j', (name, fields) => {
    expect(ask(name, fields)).toEqual(ask(name, {}));
  });

  const earlier = { role: 'assistant', content: 'a' };
  test.each<[name: Name, bare: unknown, labelled: unknown]>([
    ['chat', { ...user }, { ...user, name: 'Ann' }],
    [
      'chat',
      earlier,
      { ...earlier, refusal: null, annotations: [], reasoning: 'x', reasoning_content: 'x', name: 'n' },
    ],
    ['chat', earlier, { role: 'assistant', content: [{ type: 'text', text: 'a', annotations: [{ type: 'x' }] }] }],
    ['chat', earlier, { ...earlier, tool_calls: [], function_call: null, audio: null, reasoning_details: [{ a: 1 }] }],
    ['responses', earlier, { type: 'message', id: 'm', status: 'completed', phase: 'final_answer', ...earlier }],
    [
      'responses',
      earlier,
      { role: 'assistant', content: [{ type: 'output_text', text: 'a', annotations: [{}], logprobs: [] }] },
    ],
  ])('%s: in the history %j is %j', (name, bare, labelled) => {
    const key = name === 'responses' ? 'input' : 'messages';
    expect(ask(name, { [key]: [user, labelled, user] })).toEqual(ask(name, { [key]: [user, bare, user] }));
  });
});

describe('what Converse can do is done', () => {
  const messagesOf = (name: Name, body: object) => ask(name, body).input.messages;
  const result = { role: 'tool', tool_call_id: 't', name: 'f', content: 'r' };
  const png = 'data:image/jpg;base64,AAAA';
  const pdf = 'data:application/pdf;base64,AAAA';

  test.each<[what: string, name: Name, body: object, messages: object[]]>([
    [
      'a system message alone',
      'chat',
      { messages: [{ role: 'system', content: 's' }] },
      [{ role: 'user', content: [{ text: 's' }] }],
    ],
    [
      'instructions alone',
      'responses',
      { input: [{ role: 'developer', content: 's' }] },
      [{ role: 'user', content: [{ text: 's' }] }],
    ],
    [
      'a blank answer',
      'chat',
      { messages: [user, { role: 'assistant', content: '' }, user] },
      [{ content: [{ text: 'hi' }, { text: 'hi' }] }],
    ],
    [
      'a blank answer',
      'messages',
      { messages: [user, { role: 'assistant', content: [] }, user] },
      [{ content: [{ text: 'hi' }, { text: 'hi' }] }],
    ],
    [
      'a system message in the middle',
      'messages',
      { messages: [user, { role: 'system', content: 's' }, { role: 'assistant', content: 'a' }, user] },
      [{ role: 'user', content: [{ text: 'hi' }, { text: 's' }] }, {}, {}],
    ],
    [
      'a message to go on with',
      'messages',
      { messages: [user, { role: 'assistant', content: 'The' }] },
      [{}, { content: [{ text: 'The' }] }],
    ],
    [
      'image/jpg',
      'chat',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: png }] }] },
      [{ content: [{ image: { format: 'jpeg' } }] }],
    ],
    [
      'image/jpg',
      'messages',
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image', source: { type: 'base64', media_type: 'image/jpg', data: 'AAAA' } }],
          },
        ],
      },
      [{ content: [{ image: { format: 'jpeg' } }] }],
    ],
    [
      'a PDF without text',
      'responses',
      { input: [{ role: 'user', content: [{ type: 'input_file', file_url: pdf, filename: 'plan' }] }] },
      [{ content: [{ document: { name: 'plan' } }, { text: 'plan' }] }],
    ],
    [
      'a tool’s result with a name',
      'chat',
      { messages: [user, { role: 'assistant', tool_calls: [call] }, result] },
      [{}, {}, { content: [{ toolResult: { toolUseId: 't' } }] }],
    ],
    [
      'a function’s result, from before there were tools',
      'chat',
      {
        messages: [
          user,
          { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{"a":1}' } },
          { role: 'function', name: 'f', content: 'r' },
        ],
      },
      [
        {},
        { content: [{ toolUse: { toolUseId: 'f', name: 'f', input: { a: 1 } } }] },
        { content: [{ toolResult: { toolUseId: 'f' } }] },
      ],
    ],
    [
      'a custom tool’s call',
      'responses',
      {
        input: [
          user,
          { type: 'custom_tool_call', call_id: 'c', name: 'g', input: 'x' },
          { type: 'custom_tool_call_output', call_id: 'c', output: 'r' },
        ],
      },
      [{}, { content: [{ toolUse: { name: 'g', input: { input: 'x' } } }] }, {}],
    ],
    [
      'a developer message in the middle',
      'chat',
      {
        messages: [
          { role: 'system', content: 's' },
          user,
          { role: 'developer', content: 'd' },
          { role: 'assistant', content: 'a' },
          user,
        ],
      },
      [{ content: [{ text: 'hi' }, { text: 'd' }] }, {}, {}],
    ],
    [
      'a developer message in the middle',
      'responses',
      { input: [user, { role: 'developer', content: 'd' }, { role: 'assistant', content: 'a' }, user] },
      [{ content: [{ text: 'hi' }, { text: 'd' }] }, {}, {}],
    ],
    [
      'what the model would not say',
      'chat',
      { messages: [user, { role: 'assistant', content: null, refusal: 'No.' }, user] },
      [{}, { content: [{ text: 'No.' }] }, {}],
    ],
    [
      'a cache point on a tool’s result',
      'responses',
      {
        input: [
          user,
          item,
          {
            type: 'function_call_output',
            call_id: 't',
            output: [{ type: 'input_text', text: 'r', prompt_cache_breakpoint: { mode: 'explicit' } }],
          },
        ],
      },
      [{}, {}, { content: [{ toolResult: {} }, { cachePoint: { type: 'default' } }] }],
    ],
    [
      'a cache point on a part',
      'chat',
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'hi', cache_control: { type: 'ephemeral' } }] }] },
      [{ content: [{ text: 'hi' }, { cachePoint: { type: 'default' } }] }],
    ],
  ])('%s: %s', (_what, name, body, messages) => {
    expect(messagesOf(name, body)).toMatchObject(messages);
  });

  const serial = { tool_choice: { type: 'auto', disable_parallel_tool_use: true } };
  test.each<[name: Name, body: object]>([
    ['chat', { tools: [tool], parallel_tool_calls: false }],
    ['responses', { tools: [{ ...tool.function, type: 'function' }], parallel_tool_calls: false }],
    [
      'messages',
      { tools: [{ name: 'f', input_schema: {} }], tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
    ],
  ])('%s: one call at a time', (name, body) => {
    expect(ask(name, body).input.additionalModelRequestFields).toEqual(serial);
  });

  test.each<[name: Name, tools: object]>([
    ['chat', { functions: [{ name: 'f', parameters: { properties: {} } }] }],
    ['chat', { tools: [{ type: 'function', function: { name: 'f', parameters: {} } }] }],
    [
      'messages',
      { tools: [{ name: 'f', input_schema: { properties: {} }, defer_loading: true, input_examples: [{}] }] },
    ],
    ['ui', { tools: { f: { parameters: { properties: {} } } } }],
  ])('%s: a schema without a type is one of an object: %j', (name, body) => {
    const [offered] = ask(name, body).input.toolConfig?.tools ?? [];
    expect(offered?.toolSpec).toMatchObject({ name: 'f', inputSchema: { json: { type: 'object' } } });
  });
});

test.each([
  ['responses', { type: 'custom', name: 'p', format: { type: 'grammar', syntax: 'regex', definition: 'a+' } }],
  [
    'chat',
    {
      type: 'custom',
      custom: { name: 'p', format: { type: 'grammar', grammar: { syntax: 'regex', definition: 'a+' } } },
    },
  ],
] as const)('%s: its own shape of a grammar is read', (name, custom) => {
  expect(ask(name, { tools: [custom] }).input.toolConfig?.tools?.[0]?.toolSpec?.description).toContain(
    'regex grammar:\na+',
  );
});

test.each([
  [[], '[]'],
  [{}, '{}'],
  [null, 'null'],
  [0, '0'],
])('ui: a tool’s output %j reaches the model', (output, told) => {
  const part = { type: 'tool-f', toolCallId: 't', state: 'output-available', input: {}, output };
  const { messages } = ask('ui', { messages: [spoken, { role: 'assistant', parts: [part] }] }).input;
  expect(messages?.[2]?.content).toEqual([{ toolResult: { toolUseId: 't', content: [{ text: told }] } }]);
});

test('an empty system prompt leaves the deployment’s', () => {
  const { protocol, least } = protocols.messages;
  expect(protocol.parse(incomingOf({ body: { ...least, system: '' } }), testConfig).chat).not.toHaveProperty('system');
});

const patch = { type: 'custom', name: 'p', format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' } };

test('a grammar is shown to the model', () => {
  const [offered] = ask('responses', { tools: [patch] }).input.toolConfig?.tools ?? [];
  expect(offered?.toolSpec?.description).toBe('The input must match this lark grammar:\nstart: "x"');
});

test('the last effort of a message holds', () => {
  const chat = (body: object) => {
    const { protocol, least } = protocols.messages;
    return protocol.parse(incomingOf({ body: { ...least, ...body } }), testConfig).chat.effort;
  };
  const said = (effort: string) => ({ ...user, output_config: { effort } });
  expect(chat({ output_config: { effort: 'low' }, messages: [said('medium'), said('high'), user] })).toBe('high');
  expect(chat({ output_config: { effort: 'low' } })).toBe('low');
});

describe('what is not known is left out and told', () => {
  test.each<[name: Name, body: object, told: string[]]>([
    ['chat', { provider: { order: ['a'] }, messages: [{ ...user, weight: 1 }] }, ['provider', 'messages[].weight']],
    ['responses', { trace: 'a', input: [{ ...user, weight: 1 }] }, ['trace', 'input[].weight']],
    ['messages', { betas: ['x'], messages: [{ ...user, weight: 1 }] }, ['betas', 'messages[].weight']],
    ['ui', { sessionId: 1, config: { modelName: 'x' } }, ['sessionId', 'config']],
    ['chat', { metadata: { team: 'a', note: 'ü' } }, ['metadata']],
    ['chat', { verbosity: 'low', store: true }, ['verbosity', 'store']],
    ['responses', { text: { verbosity: 'high' } }, ['text.verbosity']],
    ['responses', { tools: [patch] }, ['tools[].format']],
  ])('%s: %j', (name, body, told) => {
    expect(ask(name, body).ignored.toSorted()).toEqual(told.toSorted());
  });
});

describe('what can’t be had and matters is refused by name, with what to do', () => {
  const refusals: [name: Name, body: object, message: RegExp][] = [
    [
      'responses',
      { input: [user, { type: 'item_reference', id: 'i' }] },
      /input\[1\]\.type: item_reference .* store: false/,
    ],
    [
      'responses',
      { tools: [{ type: 'web_search' }] },
      /tools\[0\]\.type: must be function or custom: .* In Codex set web_search/,
    ],
    ['responses', { previous_response_id: 'r' }, /Send the whole conversation as input/],
    ['responses', { input: [user, item] }, /input: the call t of the tool f has no result/],
    [
      'responses',
      { input: [user, { type: 'function_call_output', call_id: 'z', output: 'r' }] },
      /result for the call z has no such call/,
    ],
    [
      'chat',
      { messages: [user, { role: 'assistant', tool_calls: [call] }, user] },
      /messages: the call t of the tool f has no result/,
    ],
    ['chat', { logit_bias: { a: 1 } }, /logit_bias: is not supported by Bedrock: leave it out/],
    ['chat', { web_search_options: { a: 1 } }, /Offer a tool of your own/],
    ['chat', { n: 2 }, /n: can only be 1/],
    [
      'messages',
      { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
      /tools\[0\]\.type: must be custom, .* of your own/,
    ],
    [
      'messages',
      { mcp_servers: [{ url: 'https://a.example' }] },
      /mcp_servers: is not supported: .* Offer their tools/,
    ],
    [
      'messages',
      { inference_geo: 'us' },
      /inference_geo: is not supported: where a model runs is up to this deployment/,
    ],
    ['messages', { context_management: { edits: [{ type: 'rewrite_1' }] } }, /only edits that save tokens/],
    ['messages', { temperature: 0.5, top_p: 0.5 }, /supports temperature or top-p, not both/],
    ['chat', { web_search_options: {} }, /web_search_options: is not supported/],
    ['chat', { system: 'Be brief.' }, /system: is not a field of this API: send a message with the role system/],
    ['chat', { tools: [tool], functions: [tool.function] }, /functions: can’t be sent together with tools/],
    ['chat', { tools: [tool, tool] }, /tools: two tools have the name f/],
    ['chat', { messages: [user, { role: 'assistant', tool_calls: [call, call] }] }, /the call t is made twice/],
    ['chat', { messages: [{ role: 'assistant', audio: { id: 'a' } }] }, /Send its transcript/],
    ['chat', { reasoning: { effort: 'none' } }, /send reasoning_effort/],
    ['responses', { moderation: { policy: {} } }, /moderation: is not supported: only the deployment sets a guardrail/],
    ['responses', { n: 3 }, /n: can only be 1/],
    ['responses', { prompt_cache_options: { prewarm: true } }, /every request is answered/],
    ['messages', { container: {} }, /container: is not supported/],
    ['messages', { parallel_tool_calls: false }, /send tool_choice.disable_parallel_tool_use/],
    ['messages', { compaction: { type: 'summarize' } }, /compaction: is not supported/],
    [
      'messages',
      { messages: [{ role: 'user', content: [{ type: 'tool_use', id: 't', name: 'f', input: {} }] }] },
      /only the assistant calls/,
    ],
    ['ui', { max_tokens: 5 }, /max_tokens: is not a field of this API: send maxOutputTokens/],
  ];
  test.each(refusals)('%s: %j', (name, body, message) => {
    const { protocol } = protocols[name];
    const refused = () => {
      try {
        return ask(name, body);
      } catch (error) {
        return error;
      }
    };
    expect(JSON.stringify(protocol.refuse(Object(refused()), incomingOf({})).body)).toMatch(message);
  });
});
