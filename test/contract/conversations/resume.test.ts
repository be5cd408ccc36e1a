import type { UIMessage } from 'ai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChat } from '../../fixtures/clients/memory-chat.ts';
import {
  askedOf,
  type ConversationStage,
  startConversationStage,
} from '../../fixtures/conversations/conversation-stage.ts';
import { startTestStage } from '../../fixtures/test-stage.ts';

// `useChat` is React's view of the `AbstractChat` that runs here: with `resume: true` it calls `resumeStream()` when it is mounted.

let stage: ConversationStage;
beforeAll(async () => {
  stage = await startConversationStage({ cancel: 'on', conversationKeepSeconds: 0.5, marginSeconds: 1 });
});
afterAll(() => stage.close());

const open = (id: string, model: string, messages: UIMessage[] = [], fetchAs = fetch, key = stage.alice.key) =>
  startChat(stage, model, { headers: { authorization: `Bearer ${key}` }, fetch: fetchAs }, { id, messages });

const textOf = (message: UIMessage | undefined) =>
  message?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? '';

const stop = (id: string) => stage.alice.request(`api/chat/${id}/stop`, { method: 'POST' });

describe('a page that resumes', () => {
  test('after it was reloaded shows the answer that goes on, from its beginning', async () => {
    const before = open('reloaded', 'steady');
    const going = before.sendMessage({ text: 'go on for me' });
    await expect.poll(() => textOf(before.lastMessage)).toMatch(/^drip/);
    const after = open('reloaded', 'steady', before.messages.slice(0, 1));
    const resumed = after.resumeStream();
    await expect.poll(() => textOf(after.lastMessage)).toMatch(/^drip/);
    await stop('reloaded');
    await Promise.all([going, resumed]);
    expect(after).toMatchObject({ status: 'ready', error: undefined });
    expect(after.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(after.lastMessage?.parts).toEqual(before.lastMessage?.parts);
    expect(after.lastMessage?.metadata).toEqual(before.lastMessage?.metadata);
    expect(after.lastMessage?.metadata).toMatchObject({ conversationId: 'reloaded', turn: expect.any(String) });
    expect(askedOf(stage, 'go on for me')).toHaveLength(1);
  });

  test('after it lost its connection has the answer once, and may be stopped as before', async () => {
    const losing: typeof fetch = async (...asked) => {
      const response = await fetch(...asked);
      const reader = response.body?.getReader();
      let left = 3;
      const pull = async (controller: ReadableStreamDefaultController) => {
        const part = await reader?.read();
        if (left-- > 0 && part?.value) controller.enqueue(part.value);
        else controller.error(new TypeError('network error'));
      };
      return new Response(new ReadableStream({ pull }), response);
    };
    const chat = open('lost', 'steady', [], (input, init) =>
      init?.method === 'POST' ? losing(input, init) : fetch(input, init),
    );
    await chat.sendMessage({ text: 'drip for me' });
    expect(chat.status).toBe('error');
    const resumed = chat.resumeStream();
    await expect.poll(() => textOf(chat.lastMessage)).toMatch(/^(drip ){5}/);
    expect((await stop('lost')).status).toBe(202);
    await resumed;
    expect(chat).toMatchObject({ status: 'ready', error: undefined });
    expect(chat.messages.map(({ role }) => role)).toEqual(['user', 'assistant']);
    const transcript = await (await stage.alice.request('conversations/lost')).text();
    const kept: { status: string; answer: unknown } = JSON.parse(transcript);
    expect(kept).toMatchObject({ status: 'cancelled', answer: [{ type: 'text', text: textOf(chat.lastMessage) }] });
    expect(askedOf(stage, 'drip for me')).toHaveLength(1);
  });

  test.each([
    ['was never asked anything', async () => 'never'],
    [
      'has its answer',
      async () => {
        await open('over', 'hello').sendMessage({ text: 'hi' });
        return 'over';
      },
    ],
    ['has an id that no conversation can have', async () => 'Fluss / 川 №1'],
  ])('has nothing to show where it %s', async (_what, prepare) => {
    const id = await prepare();
    const statuses: number[] = [];
    const listening: typeof fetch = async (...asked) => {
      const response = await fetch(...asked);
      statuses.push(response.status);
      return response;
    };
    const chat = open(id, 'hello', [], listening);
    await chat.resumeStream();
    expect(chat).toMatchObject({ status: 'ready', error: undefined, messages: [] });
    expect(statuses).toEqual([204]);
  });

  test('of another caller finds nothing, though an answer of this chat runs', async () => {
    const chat = open('of-alice', 'steady');
    const going = chat.sendMessage({ text: 'hi' });
    await expect.poll(() => textOf(chat.lastMessage)).toMatch(/^drip/);
    const theirs = open('of-alice', 'steady', [], fetch, stage.mallory.key);
    await theirs.resumeStream();
    expect(theirs).toMatchObject({ status: 'ready', messages: [] });
    await stop('of-alice');
    await going;
  });
});

test('without conversations a page that resumes has nothing to show', async () => {
  const off = await startTestStage();
  try {
    const chat = startChat(off, 'hello', {}, { id: 'off' });
    await chat.resumeStream();
    expect(chat).toMatchObject({ status: 'ready', error: undefined, messages: [] });
  } finally {
    await off.close();
  }
});
