import { describe, expect, test } from 'vitest';
import { Failure } from '../../../../lambda/chat/failure.ts';
import { toConverseInput } from '../../../../lambda/bedrock/converse-input/to-converse-input.ts';
import { openaiChat } from '../../../../lambda/protocols/openai-chat/openai-chat.ts';
import { testConfig } from '../../../fixtures/handling/config.ts';
import { modelOf } from '../../../fixtures/handling/model.ts';
import { incomingOf } from '../../../fixtures/handling/incoming.ts';

const model = modelOf('claude-4.5');
const user = { role: 'user', content: 'hi' };
const parse = (body: object) => openaiChat.parse(incomingOf({ body: { messages: [user], ...body } }), testConfig);
/** What Bedrock is sent for it. */
const input = (body: object) =>
  toConverseInput({ maxTokens: testConfig.maxTokens, ...parse(body).chat }, model, testConfig);

const tool = {
  type: 'function',
  function: { name: 'f', description: 'd', parameters: { type: 'object' }, strict: null },
};
const call = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 't', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
};
const result = { role: 'tool', tool_call_id: 't', content: 'r' };
const spec = { toolSpec: { name: 'f', description: 'd', inputSchema: { json: { type: 'object' } } } };

describe('what is asked reaches Bedrock', () => {
  test.each<[name: string, body: object, part: object]>([
    [
      'max_completion_tokens before max_tokens',
      { max_tokens: 5, max_completion_tokens: 7 },
      { inferenceConfig: { maxTokens: 7 } },
    ],
    [
      'temperature and one stop',
      { temperature: 1, stop: 'X' },
      { inferenceConfig: { maxTokens: 1000, temperature: 1, stopSequences: ['X'] } },
    ],
    [
      'several stops, and null for what is left out',
      { stop: ['X', 'Y'], temperature: null, tools: null },
      { inferenceConfig: { maxTokens: 1000, stopSequences: ['X', 'Y'] } },
    ],
    ['tools by themselves', { tools: [tool] }, { toolConfig: { tools: [spec] } }],
    [
      'a tool without parameters',
      { tools: [{ type: 'function', function: { name: 'g' } }] },
      {
        toolConfig: { tools: [{ toolSpec: { name: 'g', inputSchema: { json: { type: 'object', properties: {} } } } }] },
      },
    ],
    [
      'tool_choice auto',
      { tools: [tool], tool_choice: 'auto' },
      { toolConfig: { tools: [spec], toolChoice: { auto: {} } } },
    ],
    [
      'tool_choice of one',
      { tools: [tool], tool_choice: { type: 'function', function: { name: 'f' } } },
      { toolConfig: { tools: [spec], toolChoice: { tool: { name: 'f' } } } },
    ],
    [
      'the history’s tools where the client leaves them out',
      { messages: [user, call, result] },
      { toolConfig: { tools: [{ toolSpec: { name: 'f', inputSchema: { json: { type: 'object' } } } }] } },
    ],
    [
      'system and developer messages together',
      {
        messages: [
          { role: 'system', content: 'a' },
          { role: 'developer', content: [{ type: 'text', text: 'b' }] },
          user,
        ],
      },
      { system: [{ text: 'a' }, { text: 'b' }] },
    ],
  ])('%s', (_name, body, part) => {
    expect(input(body)).toMatchObject(part);
  });

  test('tool_choice none offers none', () => {
    expect(input({ tools: [tool], tool_choice: 'none' })).not.toHaveProperty('toolConfig');
  });

  test('images come as bytes', () => {
    const url = `data:image/webp;base64,${Buffer.from('webp').toString('base64')}`;
    const messages = [{ role: 'user', content: [{ type: 'image_url', image_url: { url, detail: 'low' } }] }];
    const image = { format: 'webp', source: { bytes: Buffer.from('webp') } };
    expect(input({ messages }).messages).toEqual([{ role: 'user', content: [{ image }] }]);
  });

  test('what earlier answers carried may be sent back as it was', () => {
    const earlier = { role: 'assistant', content: 'a', refusal: null, annotations: [], reasoning_content: 'hm' };
    expect(input({ messages: [user, earlier, user] }).messages?.[1]).toEqual({
      role: 'assistant',
      content: [{ text: 'a' }],
    });
  });

  test('ignored fields are not refused', () => {
    const hints = {
      seed: 1,
      user: 'u',
      safety_identifier: 's',
      prompt_cache_key: 'k',
      parallel_tool_calls: false,
      service_tier: 'auto',
    };
    expect(input(hints)).toEqual(input({}));
    expect(input({ n: 1, logprobs: false, store: false, frequency_penalty: 0 })).toEqual(input({}));
  });
});

test.each<[body: object, field: string]>([
  [{ tool_choice: 'maybe' }, 'tool_choice'],
  [{ tool_choice: { type: 'allowed_tools' } }, 'tool_choice.type'],
  [{ tool_choice: 7 }, 'tool_choice'],
  [{ tools: [{ type: 'retrieval' }] }, 'tools[0].type'],
  [{ response_format: { type: 'grammar' } }, 'response_format.type'],
  [{ modalities: ['audio'] }, 'modalities'],
  [{ modalities: ['text', 'audio'] }, 'modalities'],
  [{ reasoning_effort: 'much' }, 'reasoning_effort'],
  [{ service_tier: 'scale' }, 'service_tier'],
  [
    { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] }] },
    'messages[0].content[0].file.file_id',
  ],
  [{ stream: 'yes' }, 'stream'],
  [{ messages: ['hi'] }, 'messages[0]'],
  [{ messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] }, 'messages[0].content[0].type'],
  [
    {
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/bmp;base64,AA==' } }] }],
    },
    'messages[0].content[0].image_url.url',
  ],
])('%j is refused by its field', (body, field) => {
  expect(() => parse(body)).toThrow(expect.objectContaining({ kind: 'invalid-request', details: { field } }));
});

test('a refusal has OpenAI’s shape', () => {
  const { status, body } = openaiChat.refuse(new Failure('throttled', 'later'));
  expect([status, JSON.parse(body)]).toEqual([
    429,
    { error: { message: 'later', type: 'rate_limit_error', param: null, code: 'throttled' } },
  ]);
  expect(JSON.parse(openaiChat.refuse(new Failure('stalled', 'x')).body).error.type).toBe('server_error');
});
