import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { FamilyName } from '../../../lambda/models/families/families.ts';
import { familyNames } from '../../../lambda/models/families/find-family.ts';
import { gather } from '../../fixtures/answers/gather.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

type Params = Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>;
type Message = OpenAI.ChatCompletionMessageParam;

const models = {
  ...Object.fromEntries(familyNames.map((family) => [family, { id: 'local.normal', family }])),
  normal: 'local.normal',
  agent: 'local.agent',
  'cached-usage': 'local.cached-usage',
  citations: 'local.citations',
  thinker: { id: 'local.thinking-agent', family: 'claude-4.5' },
  'json-by-output-config': { id: 'local.json-text', family: 'claude-4.5' },
  'json-by-tool': { id: 'local.json-tool', family: 'nova' },
  // Without a schema, Converse can't enforce it: the tool does.
  'json-of-any-kind': { id: 'local.json-tool', family: 'claude-4.5' },
};

let stage: TestStage;
let client: OpenAI;

beforeAll(async () => {
  const modelNames = { 'gpt-4o-mini': 'normal' };
  stage = await startTestStage({ models, modelNames, defaultModel: 'other', maxTokens: 4000 });
  client = new OpenAI({ baseURL: `${stage.url}v1`, apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(() => stage.close());

const messages: Message[] = [{ role: 'user', content: 'hi' }];
/** Also fields that the SDK has no type for. */
const post = (fields: object): Promise<OpenAI.ChatCompletion> =>
  client.post('/chat/completions', { body: { model: 'other', messages, ...fields } });
/** The request that Bedrock got for it. */
const sentFor = async (fields: object) => {
  await post(fields);
  return stage.seen.at(-1)?.body;
};
const saying = (...content: OpenAI.ChatCompletionContentPart[]): Message[] => [{ role: 'user', content }];
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('files', () => {
  test('reach the model as bytes, each with a name that Converse accepts', async () => {
    const file = (filename: string) => ({
      type: 'file' as const,
      file: { filename, file_data: `data:application/pdf;base64,${base64('%PDF')}` },
    });
    const text = { type: 'text' as const, text: 'Compare.' };
    const document = { format: 'pdf', source: { bytes: base64('%PDF') } };
    expect(
      await sentFor({ model: 'nova', messages: saying(text, file('my_terms.pdf'), file('my_terms.pdf')) }),
    ).toMatchObject({
      messages: [
        {
          content: [
            { text: 'Compare.' },
            { document: { ...document, name: 'my terms pdf' } },
            { document: { ...document, name: 'my terms pdf (2)' } },
          ],
        },
      ],
    });
  });

  test('that are images are images', async () => {
    const file = { file_data: `data:image/webp;base64,${base64('pixels')}` };
    expect(await sentFor({ model: 'nova', messages: saying({ type: 'file', file }) })).toMatchObject({
      messages: [{ content: [{ image: { format: 'webp', source: { bytes: base64('pixels') } } }] }],
    });
  });
});

describe('JSON', () => {
  const response_format = zodResponseFormat(z.object({ city: z.string(), degrees: z.number() }), 'weather');
  const { schema } = response_format.json_schema;
  const answer = { city: 'Lisbon', degrees: 21 };

  test.each(['json-by-output-config', 'json-by-tool'])('by a schema is parsed, %s', async (model) => {
    const whole = await client.chat.completions.parse({ model, messages, response_format });
    const streamed = await client.chat.completions.stream({ model, messages, response_format }).finalChatCompletion();
    for (const { choices } of [whole, streamed]) {
      expect(choices).toMatchObject([{ finish_reason: 'stop', message: { parsed: answer } }]);
      expect(choices[0]?.message.tool_calls ?? []).toEqual([]);
    }
  });

  test('by a schema comes from Converse if the family supports that, otherwise from a forced tool call', async () => {
    const jsonSchema = { name: 'weather', schema: JSON.stringify(schema) };
    expect(await sentFor({ model: 'json-by-output-config', response_format })).toMatchObject({
      outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema } } },
    });
    const toolSpec = { name: 'rivulet_answer', inputSchema: { json: schema } };
    expect(await sentFor({ model: 'json-by-tool', response_format })).toMatchObject({
      toolConfig: { tools: [{ toolSpec }], toolChoice: { tool: { name: 'rivulet_answer' } } },
    });
  });

  test('next to tools of the client, some tool must be called', async () => {
    const tools = [{ type: 'function', function: { name: 'look_up' } }];
    const { choices } = await post({ model: 'json-by-tool', response_format, tools });
    expect(choices).toMatchObject([{ finish_reason: 'stop', message: { content: expect.stringMatching(/^\{.*\}$/) } }]);
    expect(stage.seen.at(-1)?.body).toMatchObject({
      toolConfig: {
        tools: [{ toolSpec: { name: 'look_up' } }, { toolSpec: { name: 'rivulet_answer' } }],
        toolChoice: { any: {} },
      },
    });
  });

  test.each(['json-by-tool', 'json-of-any-kind'])('of any kind comes from the tool, %s', async (model) => {
    const { choices } = await post({ model, response_format: { type: 'json_object' } });
    expect(JSON.parse(choices[0]?.message.content ?? '')).toEqual(answer);
    const toolSpec = { name: 'rivulet_answer', inputSchema: { json: { type: 'object' } } };
    expect(stage.seen.at(-1)?.body).toMatchObject({ toolConfig: { tools: [{ toolSpec }] } });
  });
});

describe('how hard a model thinks is sent in the format of its family', () => {
  const budget = (budget_tokens: number) => ({ thinking: { type: 'enabled', budget_tokens } });
  const adaptive = { thinking: { type: 'adaptive', display: 'summarized' } };
  const nova = (maxReasoningEffort: string) => ({ reasoningConfig: { type: 'enabled', maxReasoningEffort } });

  test.each<[FamilyName, effort: string, fields: object | undefined, converseEffort?: string]>([
    ['claude-4.5', 'minimal', budget(1024)],
    ['claude-4.5', 'medium', budget(2000)],
    ['claude-4.5', 'high', budget(3200)],
    ['claude-4.5', 'none', undefined],
    ['claude-4.6', 'low', adaptive, 'low'],
    ['claude-4.6', 'xhigh', adaptive, 'high'],
    ['claude-5', 'xhigh', adaptive, 'xhigh'],
    ['claude-4.6', 'none', { thinking: { type: 'disabled' } }],
    ['gpt-oss', 'minimal', { reasoning_effort: 'low' }],
    ['gpt-oss', 'xhigh', { reasoning_effort: 'high' }],
    ['nova-2', 'medium', nova('medium')],
    ['nova-2', 'xhigh', nova('medium')],
    ['nova-2', 'none', { reasoningConfig: { type: 'disabled' } }],
    ['nova', 'none', undefined],
  ])('%s, %s', async (model, reasoning_effort, fields, effort) => {
    const sent = await sentFor({ model, reasoning_effort });
    expect(sent).toHaveProperty('inferenceConfig', { maxTokens: 4000 });
    if (fields === undefined) expect(sent).not.toHaveProperty('additionalModelRequestFields');
    else expect(sent).toHaveProperty('additionalModelRequestFields', fields);
    if (effort === undefined) expect(sent).not.toHaveProperty('outputConfig');
    else expect(sent).toHaveProperty('outputConfig', { effort });
  });

  test('an answer to a tool’s result comes without thinking where the thought can’t come back', async () => {
    const asked: Params = { model: 'thinker', reasoning_effort: 'medium' };
    const first = await client.chat.completions.create({ model: 'thinker', ...asked, messages });
    const said = first.choices[0]?.message;
    expect(said).toMatchObject({ reasoning_content: 'The weather decides.', tool_calls: [{ id: 'tooluse_lisbon' }] });
    const result: Message = { role: 'tool', tool_call_id: 'tooluse_lisbon', content: 'rain' };
    const { choices } = await post({ ...asked, messages: [...messages, said, result] });
    expect(choices[0]?.message.content).toBe('Take a light coat.');
    expect(stage.seen.at(-1)?.body).not.toHaveProperty('additionalModelRequestFields');
  });
});

describe('other parameters of a model', () => {
  test.each<[fields: object, sent: object]>([
    [{ model: 'claude-4.5', top_k: 5 }, { additionalModelRequestFields: { top_k: 5 } }],
    [{ model: 'nova', top_k: 5 }, { additionalModelRequestFields: { inferenceConfig: { topK: 5 } } }],
    [{ service_tier: 'flex' }, { serviceTier: { type: 'flex' } }],
    [{ metadata: { team: 'blue', run: '7' } }, { requestMetadata: { team: 'blue', run: '7' } }],
  ])('%j', async (fields, sent) => {
    expect(await sentFor(fields)).toMatchObject(sent);
  });

  test('service_tier auto leaves it to the account', async () => {
    expect(await sentFor({ service_tier: 'auto' })).not.toHaveProperty('serviceTier');
  });

  test('counts tokens read from and written to the prompt cache as prompt', async () => {
    const usage = { prompt_tokens: 1820, completion_tokens: 4, total_tokens: 1824 };
    const { usage: counted } = await post({ model: 'cached-usage' });
    expect(counted).toMatchObject({ ...usage, prompt_tokens_details: { cached_tokens: 1500 } });
  });
});

describe('citations', () => {
  const cited = (url: string, title: string, at: number) => ({
    type: 'url_citation',
    url_citation: { url, title, start_index: at, end_index: at },
  });
  const harbours = 'https://example.com/harbours';

  test('stand in the stream where they were said', async () => {
    const chunks = await client.chat.completions.create({ model: 'citations', messages, stream: true });
    const deltas = (await gather(chunks)).map(({ choices }) => choices[0]?.delta);
    // The client has no type for them here, though others read them: the AI SDK, OpenAI's own searching models.
    const annotations = deltas.flatMap((delta) => (delta && 'annotations' in delta ? delta.annotations : []));
    const at = 'The tide turns twice a day'.length;
    expect(annotations).toEqual([cited('#document-0', 'Tides', 0), cited(harbours, 'Harbours', at)]);
  });

  test('stand in a whole answer where their part of the text ends', async () => {
    const { choices } = await post({ model: 'citations' });
    const at = 'The tide turns twice a day'.length;
    expect(choices[0]?.message.annotations).toEqual([
      cited('#document-0', 'Tides', at),
      cited(harbours, 'Harbours', at),
    ]);
  });
});

describe('what a model does not support is refused with the name of its field', () => {
  const tool = { type: 'function', function: { name: 'f' } };
  const document = { file_data: `data:application/pdf;base64,${base64('%PDF')}` };
  test.each<[model: FamilyName, fields: object, param: string]>([
    ['other', { reasoning_effort: 'low' }, 'reasoning_effort'],
    ['other', { tools: [tool], tool_choice: 'required' }, 'tool_choice'],
    ['claude-5.5', { response_format: { type: 'json_object' } }, 'response_format'],
    ['gpt-6', { stop: 'x' }, 'stop'],
    ['nova', { reasoning_effort: 'high' }, 'reasoning_effort'],
    ['gpt-oss', { reasoning_effort: 'none' }, 'reasoning_effort'],
    ['deepseek-r1', { reasoning_effort: 'none' }, 'reasoning_effort'],
    ['claude-5', { temperature: 0.5 }, 'temperature'],
    ['claude-5', { top_p: 0.5 }, 'top_p'],
    ['claude-5', { top_k: 5 }, 'top_k'],
    ['other', { top_k: 5 }, 'top_k'],
    ['claude-4.5', { temperature: 0.5, top_p: 0.5 }, 'top_p'],
    ['claude-4.5', { reasoning_effort: 'low', temperature: 0.5 }, 'temperature'],
    ['claude-4.5', { reasoning_effort: 'low', max_completion_tokens: 1000 }, 'max_completion_tokens'],
    ['claude-4.5', { reasoning_effort: 'low', tools: [tool], tool_choice: 'required' }, 'tool_choice'],
    ['claude-4.5', { reasoning_effort: 'low', response_format: { type: 'json_object' } }, 'response_format'],
    ['llama', { response_format: { type: 'json_object' } }, 'response_format'],
    ['gpt-oss', { messages: saying({ type: 'text', text: 'a' }, { type: 'file', file: document }) }, 'messages'],
    ['deepseek-r1', { tools: [tool] }, 'tools'],
    ['other', { service_tier: 'scale' }, 'service_tier'],
  ])('%s, %j', async (model, fields, param) => {
    await expect(post({ model, ...fields })).rejects.toMatchObject({
      status: 400,
      param,
      type: 'invalid_request_error',
      code: 'invalid-request',
    });
  });
});

describe('the client’s own loop', () => {
  test.each([false, true])('runs tools to the end of the conversation, streamed: %s', async (isStreamed) => {
    const ran: string[] = [];
    const tools = ['get_weather', 'get_time'].map((name) => ({
      type: 'function' as const,
      function: {
        name,
        description: name,
        parameters: { type: 'object', properties: { city: { type: 'string' } } },
        parse: (input: string): { city: string } => JSON.parse(input),
        function: ({ city }: { city: string }) => {
          ran.push(`${name} ${city}`);
          return { city };
        },
      },
    }));
    const params = { model: 'agent', messages, tools };
    const runner = isStreamed
      ? client.chat.completions.runTools({ ...params, stream: true })
      : client.chat.completions.runTools(params);
    expect(await runner.finalContent()).toBe('It is mild in Lisbon and in Porto, and nearly noon.');
    expect(ran).toEqual(['get_weather Lisbon', 'get_weather Porto', 'get_time Lisbon']);
  });
});

describe('models', () => {
  test('are listed by the names that this deployment gives them', async () => {
    const listed: string[] = [];
    for await (const { id, object } of client.models.list()) listed.push(`${object} ${id}`);
    // The default model is the first.
    expect(listed).toEqual([...new Set(['other', ...Object.keys(models)])].map((alias) => `model ${alias}`));
  });

  test('are found by name, also by another name that stands for one of them', async () => {
    expect(await client.models.retrieve('claude-4.5')).toMatchObject({
      id: 'claude-4.5',
      object: 'model',
      takes: ['system', 'images', 'documents', 'tools', 'searchResults', 'reasoning'],
    });
    expect(await client.models.retrieve('gpt-4o-mini')).toMatchObject({ id: 'normal' });
    expect(await post({ model: 'gpt-4o-mini' })).toMatchObject({ model: 'normal' });
  });

  test.each(['gpt-4o', 'a/b', 'é?'])('%s is not one of them', async (name) => {
    const asked = client.models.retrieve(name);
    await expect(asked).rejects.toThrow(OpenAI.NotFoundError);
    await expect(asked).rejects.toMatchObject({ param: 'model', code: 'unknown-model' });
  });
});
