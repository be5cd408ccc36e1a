import OpenAI from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { toResponseInputItems } from 'openai/lib/responses/ResponseInputItems';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

type Response = OpenAI.Responses.Response;
type Params = OpenAI.Responses.ResponseCreateParamsNonStreaming;
type InputItem = OpenAI.Responses.ResponseInputItem;
type InputContent = OpenAI.Responses.ResponseInputContent;

const models = {
  normal: { id: 'local.normal', family: 'nova' },
  agent: 'local.agent',
  'redacted-reasoning': 'local.redacted-reasoning',
  thinker: { id: 'local.thinking-agent', family: 'claude-4.5' },
  'json-by-output-config': { id: 'local.json-text', family: 'claude-4.5' },
  'json-by-tool': { id: 'local.json-tool', family: 'nova' },
};

let stage: TestStage;
let client: OpenAI;

beforeAll(async () => {
  stage = await startTestStage({ models, defaultModel: 'normal', systemPrompt: 'Be yourself.' });
  client = new OpenAI({ baseURL: `${stage.url}v1`, apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(() => stage.close());

const create = (params: Params) => client.responses.create(params);
const stream = (params: Params) => client.responses.stream({ ...params, stream: true }).finalResponse();
const bothWays = [
  { way: 'whole', ask: create },
  { way: 'streamed', ask: stream },
];
/** The request that Bedrock got for it. */
const sentFor = async (params: Params) => {
  await create({ model: 'normal', input: 'hi', ...params });
  return stage.seen.at(-1)?.body;
};
const saying = (...content: InputContent[]): InputItem[] => [{ role: 'user', content }];
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('JSON by a schema', () => {
  const format = zodTextFormat(z.object({ city: z.string(), degrees: z.number() }), 'weather');

  test.each(['json-by-output-config', 'json-by-tool'])('%s is parsed, and no tool is seen', async (model) => {
    const params = { model, input: 'hi', text: { format } };
    const streamed = client.responses.stream(params);
    const kinds = new Set<string>();
    for await (const { type } of streamed) kinds.add(type);
    expect(kinds).not.toContain('response.function_call_arguments.delta');
    for (const answer of [await client.responses.parse(params), await streamed.finalResponse()]) {
      expect(answer).toMatchObject({ output_parsed: { city: 'Lisbon', degrees: 21 }, tools: [], tool_choice: 'auto' });
      expect(answer.output).toMatchObject([{ type: 'message', status: 'completed' }]);
    }
  });

  test('reaches Bedrock as the model’s family has it', async () => {
    await client.responses.parse({ model: 'json-by-output-config', input: 'hi', text: { format } });
    expect(stage.seen.at(-1)?.body).toMatchObject({
      outputConfig: {
        textFormat: { structure: { jsonSchema: { name: 'weather', schema: JSON.stringify(format.schema) } } },
      },
    });
    await client.responses.parse({ model: 'json-by-tool', input: 'hi', text: { format } });
    expect(stage.seen.at(-1)?.body).toMatchObject({
      toolConfig: {
        tools: [{ toolSpec: { name: 'rivulet_answer', inputSchema: { json: format.schema } } }],
        toolChoice: { tool: { name: 'rivulet_answer' } },
      },
    });
  });
});

describe('a conversation that the client keeps', () => {
  const parameters = { type: 'object', properties: { city: { type: 'string' } } };
  const tools = ['get_weather', 'get_time'].map((name) => ({
    type: 'function' as const,
    name,
    parameters,
    strict: null,
  }));
  /** Answers calls until there are none; each time, the whole conversation goes back. */
  async function follow(ask: (params: Params) => Promise<Response>, params: Params) {
    const input: InputItem[] = [{ role: 'user', content: 'A coat?' }];
    const calls: string[] = [];
    let answer = await ask({ ...params, input, tools, store: false });
    while (answer.output.some(({ type }) => type === 'function_call')) {
      input.push(...toResponseInputItems(answer.output));
      for (const item of answer.output) {
        if (item.type !== 'function_call') continue;
        calls.push(`${item.name} ${item.arguments}`);
        input.push({ type: 'function_call_output', call_id: item.call_id, output: `of ${item.call_id}` });
      }
      answer = await ask({ ...params, input, tools, store: false });
    }
    return { calls, text: answer.output_text };
  }

  test.each(bothWays)('goes through a tool loop to its end, $way', async ({ ask }) => {
    expect(await follow(ask, { model: 'agent' })).toEqual({
      calls: ['get_weather {"city":"Lisbon"}', 'get_weather {"city":"Porto"}', 'get_time {"city":"Lisbon"}'],
      text: 'It is mild in Lisbon and in Porto, and nearly noon.',
    });
    const result = (toolUseId: string) => ({ toolResult: { toolUseId, content: [{ text: `of ${toolUseId}` }] } });
    expect(stage.seen.at(-1)?.body).toMatchObject({
      messages: [
        { role: 'user', content: [{ text: 'A coat?' }] },
        { role: 'assistant', content: [{ text: 'I will ask.' }, { toolUse: {} }, { toolUse: {} }] },
        { role: 'user', content: [result('tooluse_lisbon'), result('tooluse_porto')] },
        { role: 'assistant', content: [{ toolUse: { toolUseId: 'tooluse_time', input: { city: 'Lisbon' } } }] },
        { role: 'user', content: [result('tooluse_time')] },
      ],
    });
  });

  test.each(bothWays)('sends a thought back first, with its signature, $way', async ({ ask }) => {
    const params: Params = { model: 'thinker', reasoning: { effort: 'medium', summary: 'auto' } };
    const { text } = await follow(ask, { ...params, include: ['reasoning.encrypted_content'] });
    expect(text).toBe('Take a light coat.');
    const signature = 'c2lnbmVkLWJ5LXRoZS1tb2RlbA==';
    expect(stage.seen.at(-1)?.body).toMatchObject({
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2048 } },
      messages: [
        { role: 'user' },
        {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'The weather decides.', signature } } },
            { toolUse: { toolUseId: 'tooluse_lisbon' } },
          ],
        },
        { role: 'user', content: [{ toolResult: { toolUseId: 'tooluse_lisbon' } }] },
      ],
    });
  });

  test('sends a thought back that only the model can read', async () => {
    const { output } = await client.responses.create({ model: 'redacted-reasoning', input: 'hi' });
    await client.responses.create({
      model: 'normal',
      input: [{ role: 'user', content: 'a' }, ...toResponseInputItems(output), { role: 'user', content: 'b' }],
    });
    expect(stage.seen.at(-1)?.body).toMatchObject({
      messages: [
        {},
        {
          content: [{ reasoningContent: { redactedContent: 'RW5jcnlwdGVkVGhvdWdodHM=' } }, { text: 'The sum is 42.' }],
        },
        {},
      ],
    });
  });
});

describe('what is said reaches the model', () => {
  test('images and files as bytes, beside the text', async () => {
    const content = saying(
      { type: 'input_text', text: 'Compare.' },
      { type: 'input_image', detail: 'auto', image_url: `data:image/jpeg;base64,${base64('pixels')}` },
      { type: 'input_file', filename: 'the_terms.v2.pdf', file_data: `data:application/pdf;base64,${base64('%PDF')}` },
    );
    expect(await sentFor({ input: content })).toMatchObject({
      messages: [
        {
          role: 'user',
          content: [
            { text: 'Compare.' },
            { image: { format: 'jpeg', source: { bytes: base64('pixels') } } },
            { document: { format: 'pdf', name: 'the terms v2 pdf', source: { bytes: base64('%PDF') } } },
          ],
        },
      ],
    });
  });

  test('an image that a function gave', async () => {
    const output: InputContent[] = [
      { type: 'input_image', detail: 'auto', image_url: `data:image/png;base64,${base64('pixels')}` },
    ];
    const input: InputItem[] = [
      { role: 'user', content: 'Draw.' },
      { type: 'function_call', call_id: 't1', name: 'draw', arguments: '' },
      { type: 'function_call_output', call_id: 't1', output },
    ];
    const image = { format: 'png', source: { bytes: base64('pixels') } };
    expect(await sentFor({ input })).toMatchObject({
      messages: [
        {},
        { content: [{ toolUse: { toolUseId: 't1', name: 'draw', input: {} } }] },
        { content: [{ toolResult: { toolUseId: 't1', content: [{ image }] } }] },
      ],
    });
  });

  test('instructions first, then system and developer messages; without any, the deployment’s own prompt', async () => {
    const input: InputItem[] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'developer', content: [{ type: 'input_text', text: 'Be kind.' }] },
      { role: 'user', content: 'Hi.' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'And?' },
    ];
    expect(await sentFor({ instructions: 'Be exact.', input })).toMatchObject({
      system: [{ text: 'Be exact.' }, { text: 'Be brief.' }, { text: 'Be kind.' }],
      messages: [{ role: 'user' }, { role: 'assistant', content: [{ text: 'Hello.' }] }, { role: 'user' }],
    });
    expect(await sentFor({})).toMatchObject({ system: [{ text: 'Be yourself.' }] });
  });

  test('limits, tools and what is meant for the account; the answer repeats them', async () => {
    const tools = [{ type: 'function' as const, name: 'find', description: 'Finds', parameters: null, strict: null }];
    const asked = { temperature: 0.5, tools, tool_choice: 'required' as const, metadata: { team: 'blue' } };
    const answer = await create({ input: 'hi', max_output_tokens: 99, service_tier: 'flex', user: 'u', ...asked });
    expect(answer).toMatchObject({ ...asked, max_output_tokens: 99, model: 'normal', store: false });
    expect(answer.id).toBe(`resp_${answer._request_id}`);
    expect(stage.seen.at(-1)?.body).toMatchObject({
      inferenceConfig: { maxTokens: 99, temperature: 0.5 },
      toolConfig: { tools: [{ toolSpec: { name: 'find', description: 'Finds' } }], toolChoice: { any: {} } },
      requestMetadata: { team: 'blue' },
      serviceTier: { type: 'flex' },
    });
  });
});
