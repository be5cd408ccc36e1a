import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import Anthropic from '@anthropic-ai/sdk';
import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { generateText } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChat } from '../../fixtures/clients/memory-chat.ts';
import { type ConversationStage, startConversationStage } from '../../fixtures/conversations/conversation-stage.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

let on: ConversationStage;
let off: TestStage;
beforeAll(async () => {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  [on, off] = await Promise.all([startConversationStage(), startTestStage({ plans: { standard: {} } })]);
});
afterAll(() => Promise.all([on.close(), off.close()]));

interface Talk {
  readonly stage: TestStage;
  readonly apiKey: string;
  /** What names the conversation, and the id of a chat. */
  readonly id: string;
}

const model = 'hello';
const [first, second] = ['My name is Ada.', 'What is my name?'];
const answer = 'Hello!';
const history = [
  { role: 'user', content: first },
  { role: 'assistant', content: answer },
  { role: 'user', content: second },
] as const;
const rounds = [history.slice(0, 1), history];
const headersOf = ({ id }: Talk) => ({ 'X-Conversation-ID': id });
const reached = ({ stage, apiKey }: Talk) => ({ baseURL: `${stage.url}v1`, apiKey });

/** Two questions, each with all that came before it; then the second one again. */
const talks: Readonly<Record<string, (talk: Talk) => Promise<void>>> = {
  'OpenAI chat': async (talk) => {
    const client = new OpenAI({ ...reached(talk), defaultHeaders: headersOf(talk) });
    for (const messages of [...rounds, history])
      await client.chat.completions.create({ model, messages: [...messages] });
  },
  'OpenAI chat, streamed': async (talk) => {
    const client = new OpenAI({ ...reached(talk), defaultHeaders: headersOf(talk) });
    for (const messages of [...rounds, history])
      await client.chat.completions.stream({ model, messages: [...messages] }).finalContent();
  },
  'OpenAI responses': async (talk) => {
    const client = new OpenAI({ ...reached(talk), defaultHeaders: headersOf(talk) });
    for (const input of [...rounds, history]) await client.responses.create({ model, input: [...input] });
  },
  Anthropic: async (talk) => {
    const baseURL = talk.stage.url.slice(0, -1);
    const client = new Anthropic({ baseURL, apiKey: talk.apiKey, defaultHeaders: headersOf(talk) });
    for (const messages of [...rounds, history])
      await client.messages.create({ model, messages: [...messages], max_tokens: 100 });
  },
  'AI SDK': async (talk) => {
    const asked = {
      model: createOpenAICompatible({ name: 'rivulet', ...reached(talk) })(model),
      headers: headersOf(talk),
    };
    for (const messages of [...rounds, history]) await generateText({ ...asked, messages: [...messages] });
  },
  LangChain: async (talk) => {
    const { apiKey, baseURL } = reached(talk);
    const chat = new ChatOpenAI({ model, apiKey, configuration: { baseURL, defaultHeaders: headersOf(talk) } });
    const toMessage = ({ role, content }: (typeof history)[number]) =>
      role === 'user' ? new HumanMessage(content) : new AIMessage(content);
    for (const messages of [...rounds, history]) await chat.invoke(messages.map(toMessage));
  },
  useChat: async ({ stage, apiKey, id }) => {
    const chat = startChat(stage, model, { headers: { authorization: `Bearer ${apiKey}` } }, { id });
    await chat.sendMessage({ text: first });
    await chat.sendMessage({ text: second });
    await chat.regenerate();
  },
  native: async ({ stage, apiKey, id }) => {
    for (const messages of [...rounds, history]) {
      const headers = { 'x-api-key': apiKey, 'x-conversation-id': id };
      await (await stage.ask('', { headers, body: { model, messages } })).text();
    }
  },
};

describe.each(Object.entries(talks))('%s, which carries its history', (name, talk) => {
  const id = `own-history:${name.replaceAll(/\W/g, '')}`;
  const askedBy = async (stage: TestStage, apiKey: string) => {
    const before = stage.seen.length;
    await talk({ stage, apiKey, id });
    return stage.seen.slice(before).map(({ body }) => body);
  };

  test('asks Bedrock the same as where nothing is kept, and what is new is kept', async () => {
    const asked = await askedBy(on, on.alice.key);
    expect(asked).toHaveLength(3);
    expect(asked).toEqual(await askedBy(off, off.apiKey ?? ''));
    const text = await (await on.alice.request(`conversations/${id}`)).text();
    const turns = text
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    const said = (words: string) => [{ role: 'user', content: [{ type: 'text', text: words }] }];
    const answered = { status: 'finished', model, answer: [{ type: 'text', text: answer }] };
    expect(turns).toMatchObject([
      { ...answered, parent: null, question: said(first) },
      { ...answered, parent: turns[0]?.['turn'], question: said(second) },
      // Asked again: another answer to the same question.
      { ...answered, parent: turns[0]?.['turn'], question: said(second) },
    ]);
    const { conversations } = JSON.parse(await (await on.alice.request('conversations?limit=1')).text());
    expect(conversations).toMatchObject([{ id, title: first, turns: 3 }]);
  });
});

describe('the header X-Conversation-ID', () => {
  const messages = [{ role: 'user', content: 'hi' }];
  const uiMessages = [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'hi' }] }];
  const asked: Readonly<Record<string, object>> = {
    chat: { model, message: 'hi' },
    'v1/chat/completions': { model, messages },
    'v1/responses': { model, input: 'hi' },
    'v1/messages': { model, messages, max_tokens: 9 },
    'api/chat': { model, messages: uiMessages },
  };
  const stages = [
    ['on', () => on],
    ['off', () => off],
  ] as const;
  const cases = stages.flatMap(([name, stage]) =>
    Object.entries(asked).map(([path, body]) => ({ name, stage, path, body })),
  );

  async function ask(stage: TestStage, path: string, id: string, body?: object) {
    const key = stage.apiKey ?? '';
    const response = await fetch(`${stage.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'x-api-key': key, authorization: `Bearer ${key}`, 'x-conversation-id': id },
      ...(body && { body: JSON.stringify(body) }),
    });
    const echo = response.headers.get('x-conversation-id');
    const exposed = response.headers.get('access-control-expose-headers')?.split(', ') ?? [];
    return {
      status: response.status,
      echo,
      isExposed: exposed.includes('x-conversation-id'),
      text: await response.text(),
    };
  }

  test.each(cases)(
    'is said back by answers and refusals of $path, with conversations $name',
    async ({ stage, path, body }) => {
      const id = 'Said.back_1:a-b';
      expect(await ask(stage(), path, id, body)).toMatchObject({ status: 200, echo: id, isExposed: true });
      expect(await ask(stage(), path, id, { ...body, model: 'no-such-model' })).toMatchObject({
        status: 404,
        echo: id,
      });
      expect(await ask(stage(), path, id, {})).toMatchObject({ status: 400, echo: id, isExposed: true });
    },
  );

  const hostile = [
    'a b',
    'a/b',
    'a#b',
    '<b>',
    '"',
    'é',
    '%0d%0aset-cookie:a=b',
    'x'.repeat(129),
    '~key',
    '..;/',
    '.',
    '..',
  ];

  test.each(cases)(
    'that is none is not said back by $path, with conversations $name',
    async ({ name, stage, path, body }) => {
      for (const id of hostile) {
        const { status, echo, isExposed, text } = await ask(stage(), path, id, body);
        expect([id, status, echo, isExposed]).toEqual([id, name === 'on' ? 400 : 200, null, false]);
        if (name === 'on') expect(text).toContain('X-Conversation-ID');
        if (name === 'on' && id.length > 1) expect(text).not.toContain(id);
      }
    },
  );

  test.each(stages)('names nothing where no model is asked, with conversations %s', async (_name, stage) => {
    expect(await ask(stage(), 'v1/models', 'a-b')).toMatchObject({ status: 200, echo: 'a-b' });
    expect(await ask(stage(), 'v1/models', 'a/b')).toMatchObject({ status: 200, echo: null });
  });
});
