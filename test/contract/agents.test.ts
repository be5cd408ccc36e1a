import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import Anthropic from '@anthropic-ai/sdk';
import { ChatOpenAI } from '@langchain/openai';
import { lastAssistantMessageIsCompleteWithToolCalls, streamText } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChat } from '../fixtures/clients/memory-chat.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

const question = 'What is 17 times 23?';
const messages = [{ role: 'user' as const, content: question }];

let stage: TestStage;
let openai: OpenAI;
let anthropic: Anthropic;
beforeAll(async () => {
  // Any id that names no scenario: the stand-in converses freely, and asks tools by plain rules.
  const models = { haiku: 'anthropic.claude-haiku-4-5-20251001-v1:0' };
  stage = await startTestStage({ agents: ['assistant'], models, defaultModel: 'haiku' });
  openai = new OpenAI({ baseURL: `${stage.url}v1`, apiKey: stage.apiKey ?? '', maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: stage.url.slice(0, -1), apiKey: stage.apiKey ?? '', maxRetries: 0 });
});
afterAll(() => stage.close());

/** What the agent used: two steps, of which the second has the first in its prompt. */
const asked = () => stage.seen.slice(-2).map(({ body }) => JSON.stringify(body));

describe('an agent answers the official clients like a model, token by token', () => {
  test('Chat Completions', async () => {
    const pieces: string[] = [];
    let usage: OpenAI.CompletionUsage | null | undefined;
    let finish: string | null | undefined;
    const stream = await openai.chat.completions.create({
      model: 'assistant',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      const [choice] = chunk.choices;
      if (choice?.delta.content) pieces.push(choice.delta.content);
      expect(choice?.delta.tool_calls).toBeUndefined();
      finish = choice?.finish_reason ?? finish;
      usage = chunk.usage ?? usage;
    }
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toContain('391');
    expect(finish).toBe('stop');
    const whole = await openai.chat.completions.create({ model: 'assistant', messages });
    expect(whole.choices[0]?.message.content).toBe(pieces.join(''));
    expect(whole.usage).toEqual(usage);
    expect(asked()[1]).toContain('toolResult');
  });

  test('Responses', async () => {
    const stream = openai.responses.stream({ model: 'assistant', input: question, store: false });
    const types: string[] = [];
    for await (const { type } of stream) types.push(type);
    const response = await stream.finalResponse();
    expect(response.status).toBe('completed');
    expect(response.output.map(({ type }) => type)).not.toContain('function_call');
    expect(response.output_text).toContain('391');
    expect(types.filter((type) => type === 'response.output_text.delta').length).toBeGreaterThan(3);
    expect(response.usage?.input_tokens).toBeGreaterThan(0);
  });

  test('Messages', async () => {
    const stream = anthropic.messages.stream({ model: 'assistant', max_tokens: 500, messages });
    const message = await stream.finalMessage();
    expect(message.stop_reason).toBe('end_turn');
    expect(message.content.map(({ type }) => type)).toEqual(message.content.map(() => 'text'));
    expect(message.content.map((block) => (block.type === 'text' ? block.text : '')).join('')).toContain('391');
    const whole = await anthropic.messages.create({ model: 'assistant', max_tokens: 500, messages });
    expect([whole.content, whole.usage.output_tokens]).toEqual([message.content, message.usage.output_tokens]);
  });

  test('streamText of the AI SDK', async () => {
    const rivulet = createOpenAICompatible({ name: 'rivulet', baseURL: `${stage.url}v1`, apiKey: stage.apiKey ?? '' });
    const result = streamText({ model: rivulet('assistant'), prompt: question });
    expect(await result.text).toContain('391');
    expect(await result.finishReason).toBe('stop');
  });

  test('LangChain', async () => {
    const model = new ChatOpenAI({
      model: 'assistant',
      apiKey: stage.apiKey ?? '',
      maxRetries: 0,
      configuration: { baseURL: `${stage.url}v1` },
    });
    const { content } = await model.invoke(question);
    expect(content).toContain('391');
  });
});

describe('useChat', () => {
  test('is shown the steps as the server’s own, and asks nothing by itself after them', async () => {
    let requests = 0;
    const counting: typeof fetch = (...given) => {
      requests += 1;
      return fetch(...given);
    };
    const sendAutomaticallyWhen = lastAssistantMessageIsCompleteWithToolCalls;
    const chat = startChat(stage, 'assistant', { fetch: counting }, { sendAutomaticallyWhen });
    await chat.sendMessage({ text: question });
    const [tool] = chat.lastMessage?.parts.filter(({ type }) => type === 'dynamic-tool') ?? [];
    expect(tool).toMatchObject({
      type: 'dynamic-tool',
      toolName: 'calculator',
      state: 'output-available',
      providerExecuted: true,
      input: { expression: '17 * 23' },
      output: '391',
    });
    const words = chat.lastMessage?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    expect(words).toContain('391');
    await chat.sendMessage({ text: 'And 2 + 2?' });
    expect([chat.status, requests, chat.messages.length]).toEqual(['ready', 2, 4]);
    expect(JSON.stringify(chat.lastMessage?.parts)).toContain('"output":"4"');
  });
});

describe('what an agent can’t take is refused by field', () => {
  test('tools, JSON and counting', async () => {
    const fn = { type: 'function' as const, function: { name: 'f', parameters: { type: 'object' } } };
    await expect(openai.chat.completions.create({ model: 'assistant', messages, tools: [fn] })).rejects.toMatchObject({
      status: 400,
      param: 'tools',
    });
    await expect(
      openai.chat.completions.create({ model: 'assistant', messages, response_format: { type: 'json_object' } }),
    ).rejects.toMatchObject({ status: 400, param: 'response_format' });
    await expect(anthropic.messages.countTokens({ model: 'assistant', messages })).rejects.toThrow(
      'model: assistant is an agent, and nobody can count its tokens before it answers: name a model',
    );
  });

  test('what the model does not take that it thinks with', async () => {
    await expect(
      openai.chat.completions.create({ model: 'assistant', messages, temperature: 0.5, top_p: 0.5 }),
    ).rejects.toMatchObject({ status: 400, param: 'top_p' });
  });
});

test('both clients list it with what it is for', async () => {
  const { data: models } = await openai.models.list();
  expect(models.at(-1)).toMatchObject({
    id: 'assistant',
    kind: 'agent',
    description: expect.stringContaining('calculate'),
  });
  expect(await openai.models.retrieve('assistant')).toMatchObject({ id: 'assistant' });
  const { data: listed } = await anthropic.models.list();
  expect(listed.at(-1)).toMatchObject({ id: 'assistant', description: expect.stringContaining('calculate') });
});

test('the log has its steps, and none of what it was asked', async () => {
  const body = { message: `${question} canary-4711`, model: 'assistant' };
  const answer = await stage.ask('assistant', { accept: 'application/x-ndjson', body });
  const [start = ''] = (await answer.text()).split('\n');
  const { requestId } = JSON.parse(start);
  const line = () => stage.lines.find((one) => one.includes('"message":"request"') && one.includes(requestId)) ?? '{}';
  await expect
    .poll(() => JSON.parse(line()))
    .toMatchObject({ 'gen_ai.request.model': 'assistant', steps: 2, 'gen_ai.response.finish_reasons': ['end_turn'] });
  expect(stage.lines.join('\n')).not.toContain('canary-4711');
});
