import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FamilyName } from '../../../lambda/models/families/families.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

type Params = Partial<Anthropic.MessageCreateParamsNonStreaming>;

const families: readonly FamilyName[] = ['claude-4', 'claude-4.5', 'claude-4.6', 'claude-5', 'nova', 'other'];
const scenarios = ['citations', 'server-tool', 'redacted-reasoning', 'cached-usage', 'stop-sequence', 'agent'];
const models = {
  ...Object.fromEntries(families.map((family) => [family, { id: 'local.normal', family }])),
  ...Object.fromEntries(scenarios.map((scenario) => [scenario, `local.${scenario}`])),
  thinker: { id: 'local.thinking-agent', family: 'claude-4.5' },
  'json-by-output-config': { id: 'local.json-text', family: 'claude-4.5' },
  'json-by-tool': { id: 'local.json-tool', family: 'claude-4' },
};

let stage: TestStage;
let client: Anthropic;

beforeAll(async () => {
  stage = await startTestStage({ models, defaultModel: 'other', maxTokens: 2000, maxTokensCap: 2000 });
  client = new Anthropic({ baseURL: stage.url.slice(0, -1), apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(() => stage.close());

const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'hi' }];
const input_schema = { type: 'object' } as const;
const get_weather: Anthropic.Tool = { name: 'get_weather', input_schema };
const create = (params: Params) => client.messages.create({ model: 'other', max_tokens: 2000, messages, ...params });
const stream = (params: Params) =>
  client.messages.stream({ model: 'other', max_tokens: 2000, messages, ...params }).finalMessage();
const saying = (...content: Anthropic.ContentBlockParam[]): Anthropic.MessageParam[] => [{ role: 'user', content }];
/** The request that Bedrock got for it. */
const sentFor = async (params: Params) => {
  await create(params);
  return stage.seen.at(-1)?.body;
};

describe('what a model adds to its text', () => {
  test('a citation says where it is in its source, streamed and collected', async () => {
    const seen: string[] = [];
    const cited = client.messages
      .stream({ model: 'citations', max_tokens: 100, messages })
      .on('citation', ({ type }, sofar) => seen.push(`${sofar.length} ${type}`));
    const { content } = await cited.finalMessage();
    const citations = [
      {
        type: 'page_location',
        cited_text: 'The tide turns twice a day.',
        document_index: 0,
        document_title: 'Tides',
        file_id: null,
        start_page_number: 3,
        end_page_number: 4,
      },
      {
        type: 'web_search_result_location',
        cited_text: 'Ships leave with the ebb.',
        url: 'https://example.com/harbours',
        title: 'Harbours',
        encrypted_index: '',
      },
    ];
    expect(content).toEqual([
      { type: 'text', text: 'The tide turns twice a day', citations },
      { type: 'text', text: ' and ships leave with the ebb.', citations: null },
    ]);
    expect(seen).toEqual(['1 page_location', '2 web_search_result_location']);
    expect((await create({ model: 'citations' })).content).toEqual(content);
    await expect(
      create({ messages: [...messages, { role: 'assistant', content }, ...messages] }),
    ).resolves.toBeTruthy();
  });

  test('a tool that Bedrock runs itself is not one for the client to run', async () => {
    for (const answer of [await stream({ model: 'server-tool' }), await create({ model: 'server-tool' })]) {
      expect(answer.content).toEqual([{ type: 'text', text: 'It is 42.', citations: null }]);
      expect(answer.stop_reason).toBe('end_turn');
    }
  });

  test('tokens read from and written to the prompt cache are counted separately', async () => {
    const usage = {
      input_tokens: 20,
      output_tokens: 4,
      cache_read_input_tokens: 1500,
      cache_creation_input_tokens: 300,
    };
    expect((await stream({ model: 'cached-usage' })).usage).toMatchObject(usage);
    const cache_creation = { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 0 };
    expect((await create({ model: 'cached-usage' })).usage).toMatchObject({ ...usage, cache_creation });
  });

  test.each([
    [['three'], 'three'],
    [['three', 'four'], null],
  ])('of the stop sequences %j it names %j', async (stop_sequences, stop_sequence) => {
    const stop = { stop_reason: 'stop_sequence', stop_sequence };
    expect(await create({ model: 'stop-sequence', stop_sequences })).toMatchObject(stop);
    expect(await stream({ model: 'stop-sequence', stop_sequences })).toMatchObject(stop);
    expect(stage.seen.at(-1)?.body).toMatchObject({ inferenceConfig: { stopSequences: stop_sequences } });
  });
});

describe('thinking', () => {
  test('a thought goes back as it came, first in its turn and with its signature', async () => {
    const asked = {
      model: 'thinker',
      thinking: { type: 'enabled', budget_tokens: 1500 },
      tools: [get_weather],
    } as const;
    const { content, stop_reason } = await stream({ ...asked, tools: [get_weather] });
    expect(stop_reason).toBe('tool_use');
    const results = content.flatMap((block): Anthropic.ToolResultBlockParam[] =>
      block.type === 'tool_use' ? [{ type: 'tool_result', tool_use_id: block.id, content: 'mild' }] : [],
    );
    const round: Anthropic.MessageParam[] = [...messages, { role: 'assistant', content }, ...saying(...results)];
    const answer = await stream({ ...asked, tools: [get_weather], messages: round });
    expect(answer.content).toEqual([{ type: 'text', text: 'Take a light coat.', citations: null }]);
    expect(stage.seen.at(-1)?.body).toMatchObject({
      messages: [
        { role: 'user' },
        {
          role: 'assistant',
          content: [
            {
              reasoningContent: {
                reasoningText: { text: 'The weather decides.', signature: 'c2lnbmVkLWJ5LXRoZS1tb2RlbA==' },
              },
            },
            { toolUse: { toolUseId: 'tooluse_lisbon', name: 'get_weather', input: { city: 'Lisbon' } } },
          ],
        },
        { role: 'user', content: [{ toolResult: { toolUseId: 'tooluse_lisbon', content: [{ text: 'mild' }] } }] },
      ],
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1500 } },
    });
  });

  test('a redacted thought goes back as the bytes that it is', async () => {
    const { content } = await stream({ model: 'redacted-reasoning' });
    const data = 'RW5jcnlwdGVkVGhvdWdodHM=';
    expect(content[0]).toEqual({ type: 'redacted_thinking', data });
    expect(await sentFor({ messages: [...messages, { role: 'assistant', content }, ...messages] })).toMatchObject({
      messages: [{}, { content: [{ reasoningContent: { redactedContent: data } }, { text: 'The sum is 42.' }] }, {}],
    });
  });

  test('the budget stays below the tokens that this deployment allows', async () => {
    const thinking = { type: 'enabled', budget_tokens: 6000 } as const;
    expect(await sentFor({ model: 'claude-4.5', max_tokens: 8000, thinking })).toMatchObject({
      inferenceConfig: { maxTokens: 2000 },
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1800 } },
    });
  });

  test('a model that decides itself gets an effort', async () => {
    const thinking = { type: 'adaptive' } as const;
    expect(await sentFor({ model: 'claude-4.6', thinking, output_config: { effort: 'low' } })).toMatchObject({
      additionalModelRequestFields: { thinking: { type: 'adaptive', display: 'summarized' } },
      outputConfig: { effort: 'low' },
    });
    expect(await sentFor({ model: 'claude-5', thinking: { ...thinking, display: 'omitted' } })).toMatchObject({
      additionalModelRequestFields: { thinking: { type: 'adaptive', display: 'omitted' } },
    });
    expect(await sentFor({ model: 'claude-5', thinking: { type: 'disabled' } })).toMatchObject({
      additionalModelRequestFields: { thinking: { type: 'disabled' } },
    });
  });
});

describe('tools', () => {
  const runs: string[] = [];
  const toTool = (name: string) =>
    betaTool({
      name,
      description: name,
      inputSchema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      run: ({ city }) => {
        runs.push(`${name} ${city}`);
        return `mild in ${city}`;
      },
    });
  const looped = {
    model: 'agent',
    max_tokens: 100,
    messages: [{ role: 'user' as const, content: 'A coat?' }],
    tools: [toTool('get_weather'), toTool('get_time')],
  } as const;

  test.each([false, true])('the SDK’s own runner reaches the answer, streamed: %j', async (isStreamed) => {
    runs.length = 0;
    const runner = isStreamed
      ? client.beta.messages.toolRunner({
          ...looped,
          messages: [...looped.messages],
          tools: [...looped.tools],
          stream: true,
        })
      : client.beta.messages.toolRunner({ ...looped, messages: [...looped.messages], tools: [...looped.tools] });
    expect(await runner.runUntilDone()).toMatchObject({
      content: [{ type: 'text', text: 'It is mild in Lisbon and in Porto, and nearly noon.' }],
      stop_reason: 'end_turn',
    });
    expect(runs).toEqual(['get_weather Lisbon', 'get_weather Porto', 'get_time Lisbon']);
  });
});

describe('an answer in JSON', () => {
  const schema = {
    type: 'object',
    properties: { city: { type: 'string' }, degrees: { type: 'number' } },
    required: ['city', 'degrees'],
    additionalProperties: false,
  } as const;
  const output_config = { format: jsonSchemaOutputFormat(schema) };

  test.each(['json-by-output-config', 'json-by-tool'])('%s is parsed by the SDK, streamed or not', async (model) => {
    const parsed = await client.messages.parse({ model, max_tokens: 100, messages, output_config });
    expect(parsed.parsed_output).toEqual({ city: 'Lisbon', degrees: 21 });
    const gathered = await client.messages.stream({ model, max_tokens: 100, messages, output_config }).finalMessage();
    expect(gathered.parsed_output).toEqual({ city: 'Lisbon', degrees: 21 });
    for (const { content, stop_reason } of [parsed, gathered]) {
      expect(content).toEqual([{ type: 'text', text: '{"city": "Lisbon", "degrees": 21}', citations: null }]);
      expect(stop_reason).toBe('end_turn');
    }
  });

  test('Bedrock makes the model follow the schema, or a forced tool call does', async () => {
    const byConfig = await sentFor({ model: 'json-by-output-config', output_config });
    const jsonSchema = { schema: expect.stringContaining('"required":["city","degrees"]') };
    expect(byConfig).toMatchObject({ outputConfig: { textFormat: { structure: { jsonSchema } } } });
    expect(byConfig).not.toHaveProperty('toolConfig');
    const byTool = await sentFor({ model: 'json-by-tool', output_config });
    expect(byTool).toMatchObject({
      toolConfig: {
        tools: [{ toolSpec: { name: 'rivulet_answer', inputSchema: { json: schema } } }],
        toolChoice: { tool: { name: 'rivulet_answer' } },
      },
    });
    expect(byTool).not.toHaveProperty('outputConfig');
  });
});
