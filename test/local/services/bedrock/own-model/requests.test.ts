import type { ContentBlock, ConverseStreamCommandInput } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, test } from 'vitest';
import { says, type Script, stops } from '../../../../fixtures/model-server.ts';
import { askOwnModel } from './asking.ts';

type Asked = Partial<Omit<ConverseStreamCommandInput, 'modelId'>>;

const done: Script = [says('A'), stops('stop'), '[DONE]'];
const bytes = (text: string) => Buffer.from(text);
const user = (...content: ContentBlock[]): Asked => ({ messages: [{ role: 'user', content }] });
const asked = (content: unknown) => ({ messages: [{ role: 'user', content }] });
const clock = { name: 'clock', description: 'The time', inputSchema: { json: { type: 'object' } } };
const clockTool = {
  type: 'function',
  function: { name: 'clock', description: 'The time', parameters: { type: 'object' } },
};
const tools = { tools: [{ toolSpec: clock }, { cachePoint: { type: 'default' as const } }] };
const answerSchema = { structure: { jsonSchema: { schema: '{"type":"object"}', name: 'city' } } };
const json = (given: ConverseStreamCommandInput['outputConfig']): Asked => ({ outputConfig: given });

const requests: readonly (readonly [name: string, input: Asked, body: object])[] = [
  ['a question', {}, { model: 'tiny', stream: true, stream_options: { include_usage: true }, ...asked('Hi') }],
  [
    'texts of one message',
    user({ text: 'One' }, { cachePoint: { type: 'default' } }, { text: 'Two' }),
    asked('One\n\nTwo'),
  ],
  [
    'a system prompt of several parts, and one that a guardrail checks',
    {
      system: [
        { text: 'Be kind.' },
        { cachePoint: { type: 'default' } },
        { guardContent: { text: { text: 'Be short.' } } },
      ],
    },
    {
      messages: [
        { role: 'system', content: 'Be kind.\n\nBe short.' },
        { role: 'user', content: 'Hi' },
      ],
    },
  ],
  [
    'an image',
    user({ text: 'What is it?' }, { image: { format: 'png', source: { bytes: bytes('png') } } }),
    asked([
      { type: 'text', text: 'What is it?' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${bytes('png').toString('base64')}` } },
    ]),
  ],
  [
    'documents that are text',
    user(
      { document: { name: 'notes', format: 'md', source: { bytes: bytes('# Süß') } } },
      { document: { name: 'more', source: { text: 'As it is' } } },
      { document: { name: 'parts', source: { content: [{ text: 'One' }, { text: 'Two' }] } } },
      { text: 'Sum up' },
    ),
    asked('notes:\n\n# Süß\n\nmore:\n\nAs it is\n\nparts:\n\nOne\nTwo\n\nSum up'),
  ],
  [
    'what a search found',
    user(
      { searchResult: { title: 'Rivers', source: 'https://r.example', content: [{ text: 'Long' }] } },
      { text: 'Which?' },
    ),
    asked('Rivers (https://r.example):\n\nLong\n\nWhich?'),
  ],
  [
    'a tool loop, with thoughts left out and an image in a result',
    {
      toolConfig: tools,
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'Hm', signature: 's' } } },
            { text: 'I look.' },
            { toolUse: { toolUseId: 'a', name: 'clock', input: { zone: 'UTC' } } },
            { toolUse: { toolUseId: 'b', name: 'clock', input: {} } },
          ],
        },
        {
          role: 'user',
          content: [
            {
              toolResult: {
                toolUseId: 'a',
                content: [
                  { json: { hour: 9 } },
                  { text: 'sharp' },
                  { image: { format: 'png', source: { bytes: bytes('p') } } },
                ],
              },
            },
            { toolResult: { toolUseId: 'b', content: [{ text: 'broken' }], status: 'error' } },
            { text: 'Go on' },
          ],
        },
      ],
    },
    {
      tools: [clockTool],
      messages: [
        { role: 'user', content: 'Hi' },
        {
          role: 'assistant',
          content: 'I look.',
          tool_calls: [
            { type: 'function', id: 'a', function: { name: 'clock', arguments: '{"zone":"UTC"}' } },
            { type: 'function', id: 'b', function: { name: 'clock', arguments: '{}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'a', content: '{"hour":9}\nsharp' },
        { role: 'tool', tool_call_id: 'b', content: 'Error: broken' },
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: 'data:image/png;base64,cA==' } },
            { type: 'text', text: 'Go on' },
          ],
        },
      ],
    },
  ],
  ['any tool', { toolConfig: { ...tools, toolChoice: { any: {} } } }, { tools: [clockTool], tool_choice: 'required' }],
  ['its own choice of tools', { toolConfig: { ...tools, toolChoice: { auto: {} } } }, { tool_choice: 'auto' }],
  [
    'one tool: its input is asked for as the answer, which all servers hold to a schema',
    {
      toolConfig: {
        tools: [{ toolSpec: clock }, { toolSpec: { ...clock, name: 'sum' } }],
        toolChoice: { tool: { name: 'clock' } },
      },
    },
    {
      messages: [
        { role: 'system', content: 'Answer with JSON alone: the input of the tool clock (The time).' },
        { role: 'user', content: 'Hi' },
      ],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'clock', schema: { type: 'object' }, strict: false },
      },
    },
  ],
  [
    'one tool after a system prompt: some models know one system message alone',
    {
      system: [{ text: 'Be kind.' }],
      toolConfig: { ...tools, toolChoice: { tool: { name: 'clock' } } },
    },
    {
      messages: [
        { role: 'system', content: 'Be kind.\n\nAnswer with JSON alone: the input of the tool clock (The time).' },
        { role: 'user', content: 'Hi' },
      ],
    },
  ],
  [
    'limits and sampling',
    { inferenceConfig: { maxTokens: 7, temperature: 0.5, topP: 0.9, stopSequences: ['END'] } },
    { max_tokens: 7, temperature: 0.5, top_p: 0.9, stop: ['END'] },
  ],
  ['top-k', { additionalModelRequestFields: { top_k: 3 } }, { top_k: 3 }],
  [
    'JSON by a schema',
    json({ textFormat: { type: 'json_schema', ...answerSchema } }),
    {
      response_format: { type: 'json_schema', json_schema: { name: 'city', schema: { type: 'object' }, strict: true } },
    },
  ],
  ['thinking off', { additionalModelRequestFields: { thinking: { type: 'disabled' } } }, { reasoning_effort: 'none' }],
  [
    'thinking by a budget, of which nobody says how large a part it is',
    { additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2000 } } },
    { reasoning_effort: 'medium' },
  ],
  [
    'thinking by a small budget',
    {
      inferenceConfig: { maxTokens: 10_000 },
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2000 } },
    },
    { reasoning_effort: 'low' },
  ],
  [
    'thinking by a large budget',
    {
      inferenceConfig: { maxTokens: 10_000 },
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 8000 } },
    },
    { reasoning_effort: 'high' },
  ],
  [
    'thinking as much as the model likes',
    { additionalModelRequestFields: { thinking: { type: 'adaptive' } }, outputConfig: { effort: 'low' } },
    { reasoning_effort: 'low' },
  ],
  ['the most effort', json({ effort: 'max' }), { reasoning_effort: 'high' }],
  [
    'Nova’s effort',
    { additionalModelRequestFields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'high' } } },
    { reasoning_effort: 'high' },
  ],
  ['gpt-oss’s effort', { additionalModelRequestFields: { reasoning_effort: 'low' } }, { reasoning_effort: 'low' }],
  [
    'no effort of Nemotron’s',
    { additionalModelRequestFields: { reasoning: { effort: 'none' } } },
    { reasoning_effort: 'none' },
  ],
];

describe('what Bedrock is asked, in the words of Chat Completions', () => {
  test.each(requests)('%s', async (_name, input, body) => {
    const answer = await askOwnModel(done, input);
    expect(answer.error).toBeUndefined();
    expect(answer.asked[0]?.body).toMatchObject(body);
  });

  test('what only Bedrock does is left out, and nothing else is added', async () => {
    const { asked: seen } = await askOwnModel(done, {
      guardrailConfig: { guardrailIdentifier: 'abc', guardrailVersion: '1' },
      requestMetadata: { team: 'a' },
      serviceTier: { type: 'flex' },
      performanceConfig: { latency: 'optimized' },
    });
    expect(Object.keys(seen[0]?.body ?? {}).toSorted()).toEqual(['messages', 'model', 'stream', 'stream_options']);
  });
});

describe('what no such server takes is refused before it is asked', () => {
  const pdf = { document: { name: 'scan', format: 'pdf' as const, source: { bytes: bytes('%PDF') } } };
  test.each<readonly [name: string, input: Asked, message: string]>([
    ['a PDF', user(pdf, { text: 'Sum up' }), 'no pdf document can be sent to it, only csv, html, md, txt'],
    [
      'a file in S3',
      user({ image: { format: 'png', source: { s3Location: { uri: 's3://b/k' } } } }),
      'no file in S3 can be sent to it',
    ],
    [
      'a message of the assistant to go on with',
      {
        messages: [
          { role: 'user', content: [{ text: 'Hi' }] },
          { role: 'assistant', content: [{ text: 'Hel' }] },
        ],
      },
      'it does not go on with a message of the assistant',
    ],
    ['a video', user({ video: { format: 'mp4', source: { bytes: bytes('v') } } }), 'no video can be sent to it'],
    [
      'a tool that a model of Bedrock’s has',
      { toolConfig: { tools: [{ systemTool: { name: 'nova_grounding' } }] } },
      'it has no tool nova_grounding of its own',
    ],
  ])('%s', async (_name, input, message) => {
    const answer = await askOwnModel(done, input);
    expect(answer.error?.name).toBe('ValidationException');
    expect(answer.error?.message).toContain(message);
    expect([answer.asked, answer.told]).toEqual([[], [answer.error?.message]]);
  });
});
