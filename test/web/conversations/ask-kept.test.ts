import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Api } from '../../../web/api/api.ts';
import type { PageEvent } from '../../../web/api/ask.ts';
import type { Answer } from '../../../web/chat/answer/answer.ts';
import {
  askAgain,
  begin,
  type Conversation,
  noChoices,
  putQuestion,
} from '../../../web/chat/conversation/conversation.ts';
import { askKept, toKeptBody } from '../../../web/conversations/ask-kept.ts';

const question = (text: string) => ({ role: 'user', text, files: [] }) as const;
const answer = (text: string, more: Partial<Answer> = {}): Answer => ({
  role: 'assistant',
  state: 'done',
  parts: text === '' ? [] : [{ kind: 'text', text }],
  sources: [],
  ...more,
});
const conversation = (...messages: Conversation['messages']): Conversation => ({ ...begin(noChoices), messages });
const asked = (text: string) => ({ role: 'user', content: [{ type: 'text', text }] });

describe('a question to a server that has the conversation', () => {
  const before = conversation(question('a'), answer('A', { turn: 't1' }), question('b'), answer('B', { turn: 't2' }));
  const refused = answer('', { state: 'failed', problem: { kind: 'throttled' } });

  test.each<[string, Conversation, object]>([
    [
      'the first has none before it',
      putQuestion(conversation(), question('a'), 0),
      { messages: [asked('a')], parent: 'none' },
    ],
    [
      'the next has only what is new',
      putQuestion(before, question('c'), 4),
      { messages: [asked('c')], parent: 't2', system: '' },
    ],
    [
      'one that is asked again is another branch',
      askAgain(before),
      { messages: [asked('b')], parent: 't1', system: '' },
    ],
    [
      'so is one that was edited',
      putQuestion(before, question('B?'), 2),
      { messages: [asked('B?')], parent: 't1', system: '' },
    ],
    ['and the first, if it was', putQuestion(before, question('A?'), 0), { messages: [asked('A?')], parent: 'none' }],
    [
      'a question that was refused goes along with the next',
      putQuestion(conversation(...before.messages, question('c'), refused), question('d'), 6),
      { messages: [asked('c'), asked('d')], parent: 't2', system: '' },
    ],
    [
      'after a retry that failed, it follows the answer that stands',
      putQuestion(
        conversation(question('a'), answer('', { state: 'failed', turn: 't9', earlier: answer('A', { turn: 't1' }) })),
        question('b'),
        2,
      ),
      { messages: [asked('b')], parent: 't1', system: '' },
    ],
    [
      'an answer that the server could not keep is sent along, with all before it',
      putQuestion(
        conversation(...before.messages, question('c'), answer('C', { turn: 't3', isUnkept: true })),
        question('d'),
        6,
      ),
      {
        messages: [
          asked('a'),
          { role: 'assistant', content: 'A' },
          asked('b'),
          { role: 'assistant', content: 'B' },
          asked('c'),
          { role: 'assistant', content: 'C' },
          asked('d'),
        ],
      },
    ],
  ])('%s', (_what, asking, body) => {
    expect(toKeptBody(asking, undefined)).toEqual(body);
  });

  test('instructions go along, and are taken back where there are none any more', () => {
    const told = { ...before, choices: { ...noChoices, system: 'Rhyme.' } };
    expect(toKeptBody(putQuestion(told, question('c'), 4), undefined)).toMatchObject({ system: 'Rhyme.' });
    expect(toKeptBody(putQuestion(before, question('c'), 4), undefined)).toMatchObject({ system: '' });
  });
});

const toText = (...events: readonly (readonly [type: string, data: object])[]) =>
  events.map(([type, data]) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`).join('');
const start = ['start', { requestId: 'r-1', model: 'm', maxTokens: 9, conversationId: 'c', turn: 't' }] as const;
const delta = (text: string) => ['delta', { text }] as const;
const done = ['done', { stopReason: 'end_turn' }] as const;
const stream = (text: string) => new Response(text, { headers: { 'content-type': 'text/event-stream' } });
const refuse = (status: number, kind: string) => Response.json({ error: { kind } }, { status });
const noNetwork = (): Promise<Response> => Promise.reject(new TypeError('no network'));

describe('an answer that the server keeps', () => {
  const network = Object.assign(new EventTarget(), { onLine: true });
  beforeEach(() => {
    vi.useFakeTimers();
    network.onLine = true;
    vi.stubGlobal('navigator', network);
    vi.stubGlobal('addEventListener', network.addEventListener.bind(network));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  /** Asks an API that answers with these, one after the other; then it can't be reached. */
  function run(...replies: readonly (Response | typeof noNetwork)[]) {
    const left = [...replies];
    const sent: string[] = [];
    const api: Api = async (path, { headers, kept } = {}) => {
      sent.push([path, headers?.['last-event-id'], kept?.requestId].filter(Boolean).join(' '));
      const reply = left.shift() ?? noNetwork;
      return reply instanceof Response ? reply : reply();
    };
    const stop = new AbortController();
    const events: PageEvent[] = [];
    const isOver = (async () => {
      const asking = putQuestion(conversation(), question('a'), 0);
      for await (const some of askKept(api, asking, undefined, stop.signal)) events.push(...some);
    })();
    return { sent, events, isOver, stop: () => stop.abort() };
  }
  const typesOf = (events: readonly PageEvent[]) => events.map(({ type }) => type);

  test('is followed from where its connection was lost, as often as it is lost', async () => {
    const { sent, events, isOver } = run(
      stream(toText(start, delta('a'))),
      noNetwork,
      stream(toText(delta('b'))),
      refuse(503, 'history-unknown'),
      stream(toText(['error', { kind: 'history-unknown', message: '', retryable: true }])),
      stream(toText(delta('c'), done)),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    await isOver;
    expect(typesOf(events)).toEqual(['start', 'delta', 'delta', 'delta', 'done']);
    expect(sent).toEqual([
      'chat',
      'conversations/c/turns/t 2 r-1',
      'conversations/c/turns/t 2 r-1',
      'conversations/c/turns/t 3 r-1',
      'conversations/c/turns/t 3 r-1',
      'conversations/c/turns/t 3 r-1',
    ]);
  });

  test('waits for the network as long as it is away', async () => {
    const { events, sent, isOver } = run(stream(toText(start)), noNetwork, stream(toText(done)));
    network.onLine = false;
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(sent).toHaveLength(1);
    network.onLine = true;
    network.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(1_000);
    await isOver;
    expect(typesOf(events)).toEqual(['start', 'done']);
  });

  test('is cut, if the API can’t be reached for minutes although the network is there', async () => {
    const { events, isOver } = run(stream(toText(start, delta('a'))));
    await vi.advanceTimersByTimeAsync(300_000);
    await isOver;
    expect(events.at(-1)).toEqual({ type: 'problem', data: { kind: 'cut' } });
  });

  test.each<[string, Response, object]>([
    ['was deleted', refuse(404, 'not-found'), { type: 'problem', data: { kind: 'not-found' } }],
    [
      'failed',
      stream(toText(['error', { kind: 'stalled', message: '', retryable: true }])),
      { type: 'error', data: { kind: 'stalled' } },
    ],
  ])('is not followed any further once it %s', async (_what, reply, last) => {
    const { events, sent, isOver } = run(stream(toText(start)), reply);
    await vi.advanceTimersByTimeAsync(60_000);
    await isOver;
    expect(events.at(-1)).toMatchObject(last);
    expect(sent).toHaveLength(2);
  });

  test('can be stopped while it waits for the network', async () => {
    const { events, stop, isOver } = run(stream(toText(start)));
    network.onLine = false;
    await vi.advanceTimersByTimeAsync(10);
    stop();
    await isOver;
    expect(events.at(-1)).toEqual({ type: 'stopped', data: {} });
  });

  test('is asked for again while the one before it is ending, but not for ever', async () => {
    const conflict = () => Promise.resolve(refuse(409, 'conflict'));
    const soon = run(conflict, conflict, stream(toText(start, done)));
    await vi.advanceTimersByTimeAsync(10_000);
    await soon.isOver;
    expect(typesOf(soon.events)).toEqual(['start', 'done']);
    const never = run(...Array.from({ length: 9 }, () => conflict));
    await vi.advanceTimersByTimeAsync(60_000);
    await never.isOver;
    expect(never.events).toMatchObject([{ type: 'problem', data: { kind: 'conflict' } }]);
  });

  test('that has not begun is not asked for twice', async () => {
    const { events, sent, isOver } = run(noNetwork);
    await vi.advanceTimersByTimeAsync(60_000);
    await isOver;
    expect(sent).toEqual(['chat']);
    expect(events).toEqual([{ type: 'problem', data: { kind: 'unreachable' } }]);
  });
});
