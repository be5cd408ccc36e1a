import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Caller } from '../../../lambda/access/caller.ts';
import type { ChatRequest } from '../../../lambda/chat/chat-request.ts';
import { sessionOf } from '../../../lambda/runtimes/ask/session.ts';
import type { Question } from '../../../lambda/source.ts';
import { resolveModel } from '../../../lambda/models/resolve-model.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { events, startAgentCore } from '../../fixtures/runtimes/agent-core.ts';
import { askRuntime, harnessArn, openRuntime, runtimeArn } from '../../fixtures/runtimes/ask-runtime.ts';

const done = events('"It is mild."');
const text = (said: string) => ({ kind: 'text' as const, text: said });
const turns: ChatRequest['turns'] = [
  { role: 'user', content: [text('Hi'), { kind: 'image', format: 'png', bytes: Buffer.from('p') }] },
  { role: 'assistant', content: [{ kind: 'reasoning', thought: { text: 'Hm' } }, text('Hello!')] },
  { role: 'user', content: [text('How is'), text('the weather?')] },
];
const caller: Caller = { id: 'user-1', kind: 'key', plan: 'standard' };

/** What AgentCore was asked for this question. */
async function ask(
  chat: Partial<Question['chat']>,
  given: Parameters<typeof openRuntime>[1] = {},
  more: Partial<Question> = {},
) {
  const agentCore = await startAgentCore(() => done);
  onTestFinished(agentCore.close);
  const { source, names } = openRuntime(agentCore.url, given);
  const question: Question = {
    id: 'request-1',
    askedMs: 0,
    caller,
    operation: 'converse',
    chat: { turns, maxTokens: 100, ...chat },
    model: resolveModel('research', { ...testConfig, ...names }),
    signal: new AbortController().signal,
    note: () => undefined,
    ...more,
  };
  const said = [];
  for await (const event of source(question)) said.push(event);
  return { ...agentCore, said, last: said.at(-1) };
}

describe('what an agent elsewhere is asked', () => {
  test('the question as a text, the conversation as Converse has it, and who asks', async () => {
    const { invoked } = await ask({ system: [text('Be kind.')] });
    expect(invoked[0]?.body).toEqual({
      prompt: 'How is\n\nthe weather?',
      messages: [
        { role: 'user', content: [{ text: 'Hi\n\n[image]' }] },
        { role: 'assistant', content: [{ text: 'Hello!' }] },
        { role: 'user', content: [{ text: 'How is\n\nthe weather?' }] },
      ],
      system: 'Be kind.',
      caller,
    });
  });

  test('at its ARN and its endpoint, as an event stream, and with no header but ours', async () => {
    const { invoked } = await ask({}, { qualifier: 'prod' });
    expect(invoked[0]).toMatchObject({
      path: `/runtimes/${encodeURIComponent(runtimeArn)}/invocations?qualifier=prod`,
      accept: 'text/event-stream, application/json',
      headers: [
        'accept',
        'authorization',
        'connection',
        'content-length',
        'content-type',
        'host',
        'x-amz-content-sha256',
        'x-amz-date',
        'x-amzn-bedrock-agentcore-runtime-session-id',
      ],
    });
  });

  test('AG-UI: every field of a run, and messages with ids', async () => {
    const { invoked } = await ask({ system: [text('Be kind.')] }, { speaks: 'ag-ui' });
    expect(invoked[0]?.body).toEqual({
      threadId: invoked[0]?.session,
      runId: expect.stringMatching(/^[\da-f-]{36}$/),
      messages: [
        { id: `${invoked[0]?.session}-system`, role: 'system', content: 'Be kind.' },
        { id: `${invoked[0]?.session}-0`, role: 'user', content: 'Hi\n\n[image]' },
        { id: `${invoked[0]?.session}-1`, role: 'assistant', content: 'Hello!' },
        { id: `${invoked[0]?.session}-2`, role: 'user', content: 'How is\n\nthe weather?' },
      ],
      tools: [],
      context: [],
      state: {},
      forwardedProps: { caller },
    });
  });

  test('a harness is asked, too, where the system prompt is an empty one', async () => {
    expect((await ask({ system: [] }, { arn: harnessArn })).invoked).toHaveLength(1);
  });

  test('AG-UI: a message has the same id in each question of a conversation, which no client can choose', async () => {
    const given = { speaks: 'ag-ui', session: 'conversation' } as const;
    const more = { chatId: 'chat-1' };
    const first = (await ask({ turns: [{ role: 'user', content: [text('Hi')] }] }, given, more)).invoked[0];
    const second = (await ask({ system: [text('Be kind.')] }, given, { ...more, id: 'request-2' })).invoked[0];
    const idsOf = (body: object = {}) => z.object({ messages: z.array(z.object({ id: z.string() })) }).parse(body);
    expect(idsOf(second?.body).messages.map(({ id }) => id)).toEqual([
      `${first?.session}-system`,
      ...[0, 1, 2].map((at) => `${first?.session}-${at}`),
    ]);
    expect(idsOf(first?.body).messages).toEqual([{ id: `${first?.session}-0` }]);
  });

  test('a harness: messages alone, and none of what could override it', async () => {
    const { invoked, stopped } = await ask({ temperature: 0.5, topP: 0.5 }, { arn: harnessArn });
    const path = `/harnesses/invoke?harnessArn=${encodeURIComponent(harnessArn)}`;
    expect(invoked[0]).toMatchObject({ path, accept: 'application/vnd.amazon.eventstream' });
    expect(Object.keys(invoked[0]?.body ?? {})).toEqual(['messages']);
    expect(stopped[0]?.path).toBe(`/runtimes/${encodeURIComponent(harnessArn)}/stopruntimesession`);
  });

  test('one that remembers is told what is new, and apart what came before', async () => {
    const { invoked } = await ask({}, { session: 'conversation' }, { chatId: 'chat-1' });
    expect(invoked[0]?.body).toMatchObject({
      messages: [{ role: 'user', content: [{ text: 'How is\n\nthe weather?' }] }],
      history: [
        { role: 'user', content: [{ text: 'Hi\n\n[image]' }] },
        { role: 'assistant', content: [{ text: 'Hello!' }] },
      ],
    });
  });
});

describe('what it can’t be asked', () => {
  const image = { kind: 'image' as const, format: 'png' as const, bytes: Buffer.from('p') };
  const document = { kind: 'document' as const, format: 'md' as const, name: 'a', source: 'b', isCited: false };
  const found = { kind: 'search-result' as const, title: 't', source: 's', passages: ['p'], isCited: false };
  const result = { kind: 'tool-result' as const, id: 'a', content: [], isError: false };
  const user = (...content: ChatRequest['turns'][number]['content']) => ({
    turns: [{ role: 'user' as const, content }],
  });
  test.each<[what: string, chat: Partial<ChatRequest>, given: object, message: string]>([
    ['tools', { tools: [{ name: 'a', inputSchema: {} }] }, {}, 'the agent research has its own tools'],
    ['a forced tool', { toolChoice: 'any' }, {}, 'the agent research chooses its tools itself'],
    ['JSON', { outputFormat: {} }, {}, 'the agent research answers in words'],
    ['a prefill', { turns: turns.slice(0, 2) }, {}, 'the agent research does not continue a message of the assistant'],
    ['stop sequences', { stopSequences: ['END'] }, {}, 'the agent research takes no stop sequences'],
    ['an image', user(text('Look'), image), {}, 'the agent research takes no images'],
    ['a document', user(text('Read'), document), {}, 'the agent research takes no documents'],
    [
      'what a search found',
      user(text('Read'), found),
      {},
      'the agent research takes no search results: send them as text, or choose a model',
    ],
    ['a tool’s result', user(result), {}, 'takes no results of others'],
    [
      'a system prompt, if it is a harness',
      { system: [text('Be kind.')] },
      { arn: harnessArn },
      'takes no system prompt',
    ],
  ])('%s', async (_what, chat, given, message) => {
    const { last, invoked, stopped } = await ask(chat, given);
    expect(last).toMatchObject({ type: 'failure', failure: { kind: 'invalid-request' } });
    expect(last?.type === 'failure' && last.failure.message).toContain(message);
    expect([invoked, stopped]).toEqual([[], []]);
  });

  test('counting its tokens', async () => {
    const counted = await askRuntime(done, {
      path: '/v1/messages/count_tokens',
      body: { model: 'research', messages: [{ role: 'user', content: 'Hi' }] },
    });
    expect([counted.status, counted.invoked]).toEqual([400, []]);
    expect(counted.text).toContain('nobody can count its tokens');
  });
});

describe('its session', () => {
  const one = { caller, chatId: 'chat-1', turn: undefined };
  const remembers = { arn: runtimeArn, session: 'conversation' as const };

  test('is that of a conversation of a caller: the same for the next question, another for any other', () => {
    const { id, isKept } = sessionOf(one, remembers);
    expect([id, isKept]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), true]);
    expect(sessionOf(one, remembers).id).toBe(id);
    const others = [
      sessionOf({ ...one, chatId: 'chat-2' }, remembers),
      sessionOf({ ...one, caller: { ...caller, id: 'user-2' } }, remembers),
      sessionOf(one, { ...remembers, arn: harnessArn }),
      // Parts of both that run together.
      sessionOf({ ...one, caller: { ...caller, id: 'user-1","chat' }, chatId: '1' }, remembers),
    ];
    expect(new Set([id, ...others.map((other) => other.id)]).size).toBe(5);
  });

  test('of a conversation that is kept is named after that, not after what a client calls it', () => {
    const place = { caller: 'user-1', conversation: 'kept-1', turn: 't' };
    const turn = { place, isListed: true } as NonNullable<Question['turn']>;
    expect(sessionOf({ ...one, turn }, remembers).id).not.toBe(sessionOf(one, remembers).id);
    expect(sessionOf({ ...one, turn }, remembers).id).toBe(sessionOf({ ...one, chatId: 'x', turn }, remembers).id);
    expect(sessionOf(one, { ...remembers, qualifier: 'prod' }).id, 'of another version').not.toBe(
      sessionOf(one, remembers).id,
    );
    const hidden = { ...turn, isListed: false };
    expect(
      sessionOf({ ...one, chatId: undefined, turn: hidden }, remembers).isKept,
      'made for an idempotency key',
    ).toBe(false);
  });

  test.each([
    ['without a conversation', { ...one, chatId: undefined }, remembers],
    ['where nobody knows who asks', { ...one, caller: { ...caller, kind: 'anyone' as const } }, remembers],
    ['where each answer has its own', one, { ...remembers, session: 'answer' as const }],
  ])('is new %s', (_when, question, given) => {
    const [first, second] = [sessionOf(question, given), sessionOf(question, given)];
    expect(first.isKept).toBe(false);
    expect(first.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.id).not.toBe(second.id);
  });
});
