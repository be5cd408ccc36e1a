import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FamilyName } from '../../../lambda/models/families/families.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

/** The SDK still sends the sampling parameters that its types no longer have. */
type Params = Partial<Anthropic.MessageCreateParamsNonStreaming> & {
  temperature?: number;
  top_p?: number;
  top_k?: number;
};

const families: readonly FamilyName[] = [
  'claude-4.5',
  'claude-4.6',
  'claude-5',
  'claude-5.5',
  'gpt-6',
  'nova',
  'other',
];
const models = Object.fromEntries(families.map((family) => [family, { id: 'local.normal', family }]));

let stage: TestStage;
let client: Anthropic;

beforeAll(async () => {
  stage = await startTestStage({ models, defaultModel: 'other' });
  client = new Anthropic({ baseURL: stage.url.slice(0, -1), apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(() => stage.close());

const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'hi' }];
const get_weather: Anthropic.Tool = { name: 'get_weather', input_schema: { type: 'object' } };
const create = (params: Params) =>
  client.messages.create({ model: 'claude-4.5', max_tokens: 2000, messages, ...params });
const saying = (...content: Anthropic.ContentBlockParam[]): Anthropic.MessageParam[] => [{ role: 'user', content }];
/** The request that Bedrock got for it. */
const sentFor = async (params: Params) => {
  await create(params);
  return stage.seen.at(-1)?.body;
};

describe('search results', () => {
  const found: Anthropic.SearchResultBlockParam = {
    type: 'search_result',
    title: 'Tides',
    source: 'https://example.com/tides',
    content: [
      { type: 'text', text: 'Twice a day.' },
      { type: 'text', text: 'At new moon most.' },
    ],
    citations: { enabled: true },
  };
  const sent = {
    searchResult: {
      title: 'Tides',
      source: 'https://example.com/tides',
      content: [{ text: 'Twice a day.' }, { text: 'At new moon most.' }],
      citations: { enabled: true },
    },
  };

  test('go to Bedrock with their passages', async () => {
    const question: Anthropic.TextBlockParam = { type: 'text', text: 'When?' };
    const { citations: _, ...uncited } = found;
    expect(await sentFor({ messages: saying(found, { ...uncited, source: 'handbook' }, question) })).toMatchObject({
      messages: [
        {
          content: [
            sent,
            { searchResult: { ...sent.searchResult, source: 'handbook', citations: { enabled: false } } },
            { text: 'When?' },
          ],
        },
      ],
    });
  });

  test('may be what a tool found', async () => {
    const called: Anthropic.ToolUseBlockParam = { type: 'tool_use', id: 't1', name: 'get_weather', input: {} };
    const returned: Anthropic.ToolResultBlockParam = { type: 'tool_result', tool_use_id: 't1', content: [found] };
    expect(
      await sentFor({
        tools: [get_weather],
        messages: [...messages, { role: 'assistant', content: [called] }, ...saying(returned)],
      }),
    ).toMatchObject({ messages: [{}, {}, { content: [{ toolResult: { content: [sent] } }] }] });
  });

  test.each<[change: object, message: string]>([
    [{ content: [] }, 'messages[0].content[0].content: must have 1 to'],
    [{ content: [{ type: 'text', text: ' ' }] }, 'messages[0].content[0].content[0].text: must'],
    [{ source: undefined }, 'messages[0].content[0].source: must'],
    [{ title: 1 }, 'messages[0].content[0].title: must'],
  ])('%j is refused', async (change, message) => {
    await expect(sentFor({ messages: saying({ ...found, ...change }) })).rejects.toThrow(message);
  });
});

describe('documents', () => {
  const question: Anthropic.TextBlockParam = { type: 'text', text: 'What is new?' };
  const pdf: Anthropic.Base64PDFSource = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' };
  const text: Anthropic.PlainTextSource = { type: 'text', media_type: 'text/plain', data: 'The tide turns.' };

  test('go to Bedrock with their type, and under different names that it accepts', async () => {
    const body = await sentFor({
      messages: saying(
        question,
        { type: 'document', source: pdf, title: 'Q3_report (final).pdf', context: 'From the board.' },
        { type: 'document', source: text, title: 'Q3 report (final) pdf', citations: { enabled: true } },
        {
          type: 'document',
          source: {
            type: 'content',
            content: [
              { type: 'text', text: 'One.' },
              { type: 'text', text: 'Two.' },
            ],
          },
        },
        {
          type: 'document',
          source: { type: 'content', content: 'Three.' },
          title: '  ',
          citations: { enabled: false },
        },
        { type: 'document', source: text, title: 'x'.repeat(400) },
      ),
    });
    expect(body).toMatchObject({
      messages: [
        {
          content: [
            { text: 'What is new?' },
            {
              document: {
                format: 'pdf',
                name: 'Q3 report (final) pdf',
                source: { bytes: 'JVBERi0=' },
                context: 'From the board.',
              },
            },
            {
              document: {
                format: 'txt',
                name: 'Q3 report (final) pdf (2)',
                source: { text: 'The tide turns.' },
                citations: { enabled: true },
              },
            },
            { document: { name: 'document', source: { content: [{ text: 'One.' }, { text: 'Two.' }] } } },
            { document: { name: 'document (2)', source: { content: [{ text: 'Three.' }] } } },
            { document: { name: expect.stringMatching(/^x{1,200}$/) } },
          ],
        },
      ],
    });
    expect(body).not.toHaveProperty('messages.0.content.4.document.citations');
  });

  test('may be what a tool found', async () => {
    const called: Anthropic.ToolUseBlockParam = { type: 'tool_use', id: 't1', name: 'get_weather', input: {} };
    const found: Anthropic.DocumentBlockParam = { type: 'document', source: text, title: 'Tides' };
    expect(
      await sentFor({
        tools: [get_weather],
        messages: [
          ...messages,
          { role: 'assistant', content: [called] },
          ...saying({ type: 'tool_result', tool_use_id: 't1', content: [found] }),
        ],
      }),
    ).toMatchObject({
      messages: [{}, {}, { content: [{ toolResult: { content: [{ document: { name: 'Tides' } }] } }] }],
    });
  });

  test.each<[source: object, message: string]>([
    [
      { type: 'url', url: 'https://example.com/a.pdf' },
      'messages[0].content[1].source.type: must be one of base64, text, content',
    ],
    [{ type: 'file', file_id: 'file_1' }, 'messages[0].content[1].source.type: must be one of base64, text, content'],
    [{ ...pdf, media_type: 'text/csv' }, 'messages[0].content[1].source.media_type: must be \\"application/pdf\\"'],
    [{ ...pdf, data: 'https://example.com' }, 'messages[0].content[1].source.data: must be base64'],
    [{ ...text, data: ' ' }, 'messages[0].content[1].source.data: must not be blank'],
  ])('%j is refused by name', async (source, message) => {
    const body = {
      model: 'other',
      max_tokens: 5,
      messages: [{ role: 'user', content: [question, { type: 'document', source }] }],
    };
    await expect(client.post('/v1/messages', { body })).rejects.toThrow(message);
  });

  test('a document without text next to it gets its name as text, which Bedrock wants', async () => {
    const document: Anthropic.DocumentBlockParam = { type: 'document', title: 'Tides', source: text };
    expect(await sentFor({ messages: saying(document) })).toMatchObject({
      messages: [{ content: [{ document: { name: 'Tides' } }, { text: 'Tides' }] }],
    });
  });
});

describe('where the prompt should be cached', () => {
  const cache_control = { type: 'ephemeral', ttl: '1h' } as const;
  const document: Anthropic.DocumentBlockParam = {
    type: 'document',
    source: { type: 'text', media_type: 'text/plain', data: 'The tide turns.' },
    cache_control,
  };
  const cached: Params = {
    system: [{ type: 'text', text: 'Be brief.', cache_control }],
    tools: [{ ...get_weather, cache_control }],
    messages: [
      ...saying({ type: 'text', text: 'Weather?', cache_control }, document),
      { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'get_weather', input: {}, cache_control }] },
      ...saying(
        { type: 'tool_result', tool_use_id: 't1', content: 'mild', cache_control },
        { type: 'text', text: 'And now?' },
      ),
    ],
    cache_control,
  };

  test.each<[family: FamilyName, points: object[]]>([
    ['claude-4.5', [{ cachePoint: { type: 'default', ttl: '1h' } }]],
    ['nova', [{ cachePoint: { type: 'default' } }]],
  ])('%s gets the cache points that it supports, the last four: %j', async (model, points) => {
    const body = await sentFor({ ...cached, model });
    expect(body).toMatchObject({
      system: [{ text: 'Be brief.' }],
      toolConfig: { tools: [{ toolSpec: { name: 'get_weather' } }] },
      messages: [
        { content: [{ text: 'Weather?' }, { document: {} }, ...points] },
        { content: [{ toolUse: {} }, ...points] },
        { content: [{ toolResult: {} }, ...points, { text: 'And now?' }, ...points] },
      ],
    });
    expect(JSON.stringify(body).split('"cachePoint"').length - 1).toBe(points.length * 4);
    expect(JSON.stringify(body).split('"ttl":"1h"').length - 1).toBe(model === 'claude-4.5' ? 4 : 0);
    const { system, toolConfig } = Object(
      await sentFor({ ...cached, messages: saying({ type: 'text', text: 'Weather?' }), model }),
    );
    expect([system, toolConfig.tools]).toMatchObject([
      [{ text: 'Be brief.' }, ...points],
      [{ toolSpec: {} }, ...points],
    ]);
  });

  test('a model without a cache gets no cache points', async () => {
    const control: Anthropic.CacheControlEphemeral = { type: 'ephemeral' };
    expect(await sentFor({ model: 'other', cache_control: control })).toMatchObject({
      messages: [{ content: [{ text: 'hi' }] }],
    });
    expect(JSON.stringify(stage.seen.at(-1)?.body)).not.toContain('cachePoint');
  });

  test('five minutes is the cache’s default, so it is not sent', async () => {
    for (const ttl of [undefined, '5m'] as const) {
      const control: Anthropic.CacheControlEphemeral = { type: 'ephemeral', ...(ttl && { ttl }) };
      expect(await sentFor({ cache_control: control })).toMatchObject({
        messages: [{ content: [{ text: 'hi' }, { cachePoint: { type: 'default' } }] }],
      });
      expect(JSON.stringify(stage.seen.at(-1)?.body)).not.toContain('ttl');
    }
  });
});

describe('other fields of a request', () => {
  test.each<[params: Params, asked: object]>([
    [{ top_k: 5 }, { additionalModelRequestFields: { top_k: 5 } }],
    [{ top_k: 5, model: 'nova' }, { additionalModelRequestFields: { inferenceConfig: { topK: 5 } } }],
    [{ metadata: { user_id: 'user_1' } }, { requestMetadata: { user_id: 'user_1' } }],
    [{ service_tier: 'standard_only' }, { serviceTier: { type: 'default' } }],
    [{ stop_sequences: ['\n\n', 'END'] }, { inferenceConfig: { stopSequences: ['\n\n', 'END'] } }],
    [{ top_p: 0.5 }, { inferenceConfig: { topP: 0.5 } }],
  ])('%j becomes Bedrock’s %j', async (params, asked) => {
    expect(await sentFor(params)).toMatchObject(asked);
  });

  test.each<[params: Params, field: string]>([
    [{ service_tier: 'auto' }, 'serviceTier'],
    [{ metadata: { user_id: 'élan !' } }, 'requestMetadata'],
    [{ metadata: { user_id: null } }, 'requestMetadata'],
    [{ tools: [get_weather], tool_choice: { type: 'none' } }, 'toolConfig'],
    [{ thinking: { type: 'disabled' } }, 'additionalModelRequestFields'],
  ])('%j sends nothing to Bedrock', async (params, field) => {
    expect(await sentFor(params)).not.toHaveProperty(field);
  });
});

describe('what this model does not support is refused with the client’s name of the field', () => {
  const thinking = { type: 'enabled', budget_tokens: 1500 } as const;

  test.each<[family: FamilyName, params: Params, message: string]>([
    ['claude-5', { thinking }, 'thinking: the model claude-5 does not support a token budget'],
    ['claude-5', { temperature: 0.5 }, 'temperature: the model claude-5 does not support temperature'],
    ['claude-5', { top_k: 5 }, 'top_k: the model claude-5 does not support top-k: leave it out'],
    [
      'claude-4.5',
      { temperature: 0.5, top_p: 0.5 },
      'top_p: the model claude-4.5 supports temperature or top-p, not both: send one of them',
    ],
    ['claude-4.5', { thinking, temperature: 0.5 }, 'temperature: the model claude-4.5 supports only temperature 1'],
    [
      'claude-4.5',
      { thinking, tools: [get_weather], tool_choice: { type: 'any' } },
      'tool_choice: the model claude-4.5',
    ],
    [
      'claude-4.6',
      { thinking: { type: 'adaptive' }, tools: [get_weather], tool_choice: { type: 'any' } },
      'tool_choice:',
    ],
    ['claude-4.5', { thinking, max_tokens: 1024 }, 'max_tokens: thinking needs more than 1024 tokens'],
    [
      'claude-4.5',
      { thinking: { ...thinking, budget_tokens: 1000 } },
      'thinking.budget_tokens: must be a whole number of',
    ],
    [
      'claude-4.5',
      { output_config: { effort: 'low' } },
      'output_config.effort: the model claude-4.5 supports an effort only',
    ],
    ['nova', { thinking }, 'thinking: the model nova does not support configurable reasoning'],
    [
      'nova',
      { output_config: { effort: 'low' } },
      'output_config.effort: the model nova does not support configurable reasoning',
    ],
    [
      'gpt-6',
      { stop_sequences: ['x'] },
      'stop_sequences: the model gpt-6 does not support stop sequences: leave them out',
    ],
    ['claude-5.5', { thinking: { type: 'disabled' } }, 'thinking: the model claude-5.5 always thinks'],
    ['other', { thinking }, 'thinking: the model other does not support configurable reasoning'],
    [
      'other',
      { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
      'tools[0].type: must be custom, or left out',
    ],
  ])('%s and %j', async (model, params, message) => {
    const asked = stage.seen.length;
    const refused = create({ ...params, model });
    await expect(refused).rejects.toThrow(Anthropic.BadRequestError);
    await expect(refused).rejects.toThrow(message);
    expect(stage.seen).toHaveLength(asked);
  });
});
