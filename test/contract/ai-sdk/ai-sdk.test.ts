import { generateText, Output, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { gather, type Provider, providers, toLanguageModel } from '../../fixtures/clients/ai-sdk.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

const scenarios = ['normal', 'agent', 'reasoning', 'redacted-reasoning', 'cached-usage'];
const models = {
  ...Object.fromEntries(scenarios.map((name) => [name, `local.${name}`])),
  'json-text': { id: 'local.json-text', family: 'claude-4.5' },
  'json-tool': { id: 'local.json-tool', family: 'nova' },
  'claude-json': { id: 'local.json-text', family: 'claude-4.5' },
  capable: { id: 'local.normal', family: 'nova' },
  thinker: { id: 'local.thinking-agent', family: 'claude-4.5' },
};

let stage: TestStage;
beforeAll(async () => {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  stage = await startTestStage({ models, defaultModel: 'normal', idleSeconds: 10, marginSeconds: 1 });
});
afterAll(() => stage.close());

const ask = (provider: Provider, name: string) => toLanguageModel(stage, provider, name);
const common = { prompt: 'hi', maxRetries: 0, onError: () => undefined };
const whole = (provider: Provider, name: string) => generateText({ ...common, model: ask(provider, name) });
const stream = (provider: Provider, name: string) => streamText({ ...common, model: ask(provider, name) });

const asked = (back = -1) => stage.seen.at(back)?.body;

const city = z.object({ city: z.string() });
const tools = {
  get_weather: tool({ description: 'Weather', inputSchema: city, execute: ({ city: where }) => ({ where }) }),
  get_time: tool({ description: 'Time', inputSchema: city, execute: () => '11:55' }),
};
const stopWhen = stepCountIs(5);

describe.each(providers)('%s', (provider) => {
  test('streams text in parts, and says why it ended and what it cost', async () => {
    const { textStream, finishReason, usage } = stream(provider, 'normal');
    const parts = await gather(textStream);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.join('')).toMatch(/^A river begins.*mountain with it\.$/);
    expect(await finishReason).toBe('stop');
    expect(await usage).toMatchObject({ inputTokens: 14, outputTokens: 47, totalTokens: 61 });
  });

  test('gets the same answer buffered', async () => {
    const { text, finishReason, usage } = await whole(provider, 'normal');
    expect(text).toBe(await stream(provider, 'normal').text);
    expect(finishReason).toBe('stop');
    expect(usage).toMatchObject({ inputTokens: 14, outputTokens: 47, totalTokens: 61 });
  });

  test('counts tokens from the prompt cache as input', async () => {
    const usage = { inputTokens: 1820, inputTokenDetails: { cacheReadTokens: 1500 }, totalTokens: 1824 };
    expect(await stream(provider, 'cached-usage').usage).toMatchObject(usage);
    expect((await whole(provider, 'cached-usage')).usage).toMatchObject(usage);
  });

  test('reads a thought next to the text, streamed or whole', async () => {
    const said = [{ type: 'reasoning', text: 'The user wants a sum. 40 + 2 = 42.' }, { text: 'The sum is 42.' }];
    const isSaid = ({ type }: { readonly type: string }) => type === 'reasoning' || type === 'text';
    expect((await whole(provider, 'reasoning')).content.filter(isSaid)).toMatchObject(said);
    expect((await stream(provider, 'reasoning').content).filter(isSaid)).toMatchObject(said);
  });

  test.each(['streamed', 'whole'])('a tool loop of several steps runs to its end, %s', async (form) => {
    const settings = { ...common, model: ask(provider, 'agent'), tools, stopWhen };
    const result = form === 'whole' ? await generateText(settings) : streamText(settings);
    expect(await result.text).toBe('It is mild in Lisbon and in Porto, and nearly noon.');
    const steps = await result.steps;
    expect(steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'tool-calls', 'stop']);
    expect(await result.usage).toMatchObject({ inputTokens: 160, outputTokens: 56, totalTokens: 216 });
    expect(asked()).toMatchObject({
      messages: [
        { role: 'user' },
        { role: 'assistant', content: [{ text: 'I will ask.' }, { toolUse: {} }, { toolUse: {} }] },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 'tooluse_lisbon', content: [{ text: '{"where":"Lisbon"}' }] } },
            { toolResult: { toolUseId: 'tooluse_porto', content: [{ text: '{"where":"Porto"}' }] } },
          ],
        },
        { role: 'assistant', content: [{ toolUse: { name: 'get_time', input: { city: 'Lisbon' } } }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 'tooluse_time', content: [{ text: '11:55' }] } }] },
      ],
      toolConfig: { tools: [{ toolSpec: { name: 'get_weather' } }, { toolSpec: { name: 'get_time' } }] },
    });
  });

  test('the error of a tool that throws reaches the model, and the loop goes on', async () => {
    const execute = (): string => {
      throw new Error('no such city');
    };
    const broken = tool({ inputSchema: city, execute });
    const both = { get_weather: broken, get_time: broken };
    const { steps } = await generateText({ ...common, model: ask(provider, 'agent'), tools: both, stopWhen });
    expect(steps).toHaveLength(3);
    const told = { toolUseId: 'tooluse_time', content: [{ text: 'Error: no such city' }] };
    expect(asked()).toHaveProperty('messages.4.content.0.toolResult', expect.objectContaining(told));
  });

  test.each([
    ['json-text', { outputConfig: { textFormat: { type: 'json_schema' } } }],
    ['json-tool', { toolConfig: { toolChoice: { tool: { name: 'rivulet_answer' } } } }],
  ])('an object by a schema, streamed and whole: %s', async (name, heldBy) => {
    const settings = {
      ...common,
      model: ask(provider, name),
      output: Output.object({ schema: z.object({ city: z.string(), degrees: z.number() }) }),
      providerOptions: { anthropic: { structuredOutputMode: 'outputFormat' } },
    };
    expect((await generateText(settings)).output).toEqual({ city: 'Lisbon', degrees: 21 });
    expect(asked()).toMatchObject(heldBy);
    const { partialOutputStream, output } = streamText(settings);
    expect((await gather(partialOutputStream)).length).toBeGreaterThan(1);
    expect(await output).toEqual({ city: 'Lisbon', degrees: 21 });
  });

  test('images and files go as bytes', async () => {
    const image = Buffer.from('png').toString('base64');
    const pdf = Buffer.from('%PDF-1.4').toString('base64');
    await generateText({
      model: ask(provider, 'capable'),
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'file', data: image, mediaType: 'image/png' },
            { type: 'file', data: pdf, mediaType: 'application/pdf', filename: 'tides.pdf' },
          ],
        },
      ],
    });
    expect(asked()).toHaveProperty('messages.0.content', [
      { text: 'What is this?' },
      { image: { format: 'png', source: { bytes: image } } },
      { document: { format: 'pdf', name: 'tides pdf', source: { bytes: pdf } } },
    ]);
  });
});

describe('thinking', () => {
  const thinking = { thinking: { type: 'enabled', budgetTokens: 1024 } };

  test.each(['streamed', 'whole'])('a thought goes back with its signature, first in its turn, %s', async (form) => {
    const model = ask('anthropic', 'thinker');
    const settings = { ...common, model, tools, stopWhen, providerOptions: { anthropic: thinking } };
    const result = form === 'whole' ? await generateText(settings) : streamText(settings);
    expect(await result.text).toBe('Take a light coat.');
    const [first] = await result.steps;
    expect(first?.reasoningText).toBe('The weather decides.');
    const signature = 'c2lnbmVkLWJ5LXRoZS1tb2RlbA==';
    expect(asked()).toMatchObject({
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } },
      messages: [
        { role: 'user' },
        {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'The weather decides.', signature } } },
            { toolUse: { toolUseId: 'tooluse_lisbon', name: 'get_weather', input: { city: 'Lisbon' } } },
          ],
        },
        { role: 'user', content: [{ toolResult: { toolUseId: 'tooluse_lisbon' } }] },
      ],
    });
  });

  test('a redacted thought goes back as it came', async () => {
    const model = ask('anthropic', 'redacted-reasoning');
    const question = { role: 'user', content: 'hi' } as const;
    const { finalStep } = await generateText({ model, messages: [question] });
    await generateText({ model, messages: [question, ...finalStep.response.messages, question] });
    expect(asked()).toHaveProperty('messages.1.content.0.reasoningContent.redactedContent', 'RW5jcnlwdGVkVGhvdWdodHM=');
  });

  test('an effort makes it think, and a loop without a place for the thought still runs to its end', async () => {
    const model = ask('openai-compatible', 'thinker');
    const { text } = await generateText({ ...common, model, tools, stopWhen, reasoning: 'medium' });
    expect(text).toBe('Take a light coat.');
    expect(asked(-2)).toHaveProperty('additionalModelRequestFields.thinking.type', 'enabled');
    expect(asked()).not.toHaveProperty('additionalModelRequestFields');
  });
});

test('an alias that starts with claude- gets a schema without further settings', async () => {
  const output = Output.object({ schema: z.object({ city: z.string(), degrees: z.number() }) });
  const created = await generateText({ ...common, model: ask('anthropic', 'claude-json'), output });
  expect(created.output).toEqual({ city: 'Lisbon', degrees: 21 });
});
