import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { ChatOpenAI } from '@langchain/openai';
import { generateText, lastAssistantMessageIsCompleteWithToolCalls, stepCountIs, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Provider, providers, toLanguageModel } from '../fixtures/clients/ai-sdk.ts';
import { startChat } from '../fixtures/clients/memory-chat.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

/** Answers with a call that must not run, and how each is reported. */
const notReady = [
  { scenario: 'tool-cut', finish: 'length', anthropic: 'max_tokens' },
  { scenario: 'tool-cut-at-start', finish: 'length', anthropic: 'max_tokens' },
  { scenario: 'tool-blocked', finish: 'content_filter', anthropic: 'refusal' },
] as const;
const broken = ['tool-malformed', 'tool-half', 'truncated-tool'];
const all = [...notReady.map(({ scenario }) => scenario), ...broken];

let stage: TestStage;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  stage = await startTestStage({
    models: Object.fromEntries([...all, 'tool-without-input'].map((name) => [name, `local.${name}`])),
    defaultModel: 'tool-cut',
    idleSeconds: 5,
  });
  openai = new OpenAI({ baseURL: `${stage.url}v1`, apiKey: stage.apiKey ?? '', maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: stage.url.slice(0, -1), apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(() => stage.close());

const runs: string[] = [];
beforeEach(() => void (runs.length = 0));
const run = (name: string) => (input: unknown) => {
  runs.push(`${name} ${JSON.stringify(input)}`);
  return 'mild';
};

const messages = [{ role: 'user' as const, content: 'hi' }];
const parameters = { type: 'object' as const, properties: { city: { type: 'string' as const } } };
const names = ['get_weather', 'get_time'];
/** One round is enough: a second would call the same tool again. */
const once = { maxChatCompletions: 1 };

const openaiTools = names.map((name) => ({
  type: 'function' as const,
  function: { name, description: name, parameters, function: run(name), parse: (text: string) => JSON.parse(text) },
}));
const aiTools = Object.fromEntries(
  names.map((name) => [name, tool({ description: name, inputSchema: z.looseObject({}), execute: run(name) })]),
);
const langchain = (model: string) =>
  new ChatOpenAI({
    model,
    apiKey: stage.apiKey ?? '',
    maxRetries: 0,
    configuration: { baseURL: `${stage.url}v1` },
  }).bindTools(names.map((name) => ({ type: 'function', function: { name, parameters } })));
const looped = (model: string) => ({
  model,
  max_tokens: 100,
  messages,
  max_iterations: 1,
  tools: names.map((name) => betaTool({ name, description: name, inputSchema: parameters, run: run(name) })),
});
const anthropicTools = names.map((name) => ({ name, input_schema: parameters }));

/** Every way in which an official client runs tools by itself. Each may fail; none may run a tool. */
const runners: Readonly<Record<string, (model: string) => Promise<unknown>>> = {
  'openai runTools': (model) =>
    openai.chat.completions.runTools({ model, messages, tools: openaiTools }, once).finalChatCompletion(),
  'openai runTools, streamed': (model) =>
    openai.chat.completions.runTools({ model, messages, tools: openaiTools, stream: true }, once).finalChatCompletion(),
  'anthropic toolRunner': (model) => anthropic.beta.messages.toolRunner(looped(model)).runUntilDone(),
  'anthropic toolRunner, streamed': (model) =>
    anthropic.beta.messages.toolRunner({ ...looped(model), stream: true }).runUntilDone(),
  ...Object.fromEntries(
    providers.flatMap((provider: Provider) => {
      const settings = (model: string) => ({
        model: toLanguageModel(stage, provider, model),
        prompt: 'hi',
        tools: aiTools,
        stopWhen: stepCountIs(1),
        maxRetries: 0,
      });
      return [
        [`ai by ${provider}`, (model: string) => generateText(settings(model))],
        [
          `ai by ${provider}, streamed`,
          (model: string) => streamText({ ...settings(model), onError: () => undefined }).consumeStream(),
        ],
      ];
    }),
  ),
  useChat: async (model) => {
    const chat = startChat(
      stage,
      model,
      {},
      {
        onToolCall: ({ toolCall }) => void run(toolCall.toolName)(toolCall.input),
        sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithToolCalls,
      },
    );
    await chat.sendMessage({ text: 'hi' });
    return chat;
  },
};

describe.each(Object.entries(runners))('%s', (_name, ask) => {
  test.each(all)('runs no tool and asks only once when the call is not ready: %s', async (scenario) => {
    const before = stage.seen.length;
    await ask(scenario).catch(() => undefined);
    expect(runs).toEqual([]);
    expect(stage.seen.slice(before)).toHaveLength(1);
  });

  test('runs a tool without arguments', async () => {
    await ask('tool-without-input').catch(() => undefined);
    expect(runs[0]).toBe('get_time {}');
  });
});

describe('LangChain', () => {
  const readCalls = async (model: string, isStreamed: boolean) => {
    if (!isStreamed) return (await langchain(model).invoke('hi')).tool_calls;
    let answer;
    for await (const chunk of await langchain(model).stream('hi')) answer = answer ? answer.concat(chunk) : chunk;
    return answer?.tool_calls;
  };

  test.each(all.flatMap((name) => [true, false].map((isStreamed) => [name, isStreamed] as const)))(
    'has no call to run: %s, streamed: %j',
    async (name, isStreamed) => {
      expect(await readCalls(name, isStreamed).catch(() => [])).toEqual([]);
    },
  );

  test.each([true, false])('has a call without arguments, streamed: %j', async (isStreamed) => {
    expect(await readCalls('tool-without-input', isStreamed)).toMatchObject([{ name: 'get_time', args: {} }]);
  });
});

describe.each(notReady)('$scenario is reported as what it is', ({ scenario: model, finish, anthropic: stop }) => {
  test('in Chat Completions', async () => {
    const whole = await openai.chat.completions.create({ model, messages });
    expect(whole.choices[0]).toMatchObject({ finish_reason: finish, message: { content: 'I will look.' } });
    expect(whole.choices[0]?.message).not.toHaveProperty('tool_calls');
    const streamed = openai.chat.completions.stream({ model, messages });
    expect((await streamed.finalChatCompletion()).choices[0]).toMatchObject({ finish_reason: finish });
  });

  test('in Responses', async () => {
    const events: string[] = [];
    const stream = await openai.responses.create({ model, input: 'hi', stream: true });
    for await (const { type } of stream) events.push(type);
    expect(events.at(-1)).toBe('response.incomplete');
    expect(events.filter((type) => type.includes('function_call'))).toEqual([]);
    const whole = await openai.responses.create({ model, input: 'hi' });
    expect(whole).toMatchObject({ status: 'incomplete', output: [{ type: 'message' }] });
  });

  test('in Anthropic Messages', async () => {
    const asked = { model, max_tokens: 100, messages, tools: anthropicTools };
    const answers = [await anthropic.messages.create(asked), await anthropic.messages.stream(asked).finalMessage()];
    for (const answer of answers) {
      expect(answer).toMatchObject({ stop_reason: stop, content: [{ type: 'text', text: 'I will look.' }] });
      expect(answer.content).toHaveLength(1);
    }
  });

  test('in UI messages', async () => {
    const chat = startChat(stage, model);
    await chat.sendMessage({ text: 'hi' });
    expect(chat.status).toBe('ready');
    expect(chat.lastMessage?.parts).toContainEqual(
      expect.objectContaining({ type: 'tool-get_weather', state: 'output-error' }),
    );
  });
});

test('a cut call is not a refusal, which SDKs would retry, and pay for, again', async () => {
  const before = stage.seen.length;
  const asked = { model: 'tool-cut', max_tokens: 100, messages, tools: anthropicTools };
  expect(await anthropic.withOptions({ maxRetries: 2 }).messages.create(asked)).toMatchObject({
    stop_reason: 'max_tokens',
  });
  expect(stage.seen.slice(before)).toHaveLength(1);
});
