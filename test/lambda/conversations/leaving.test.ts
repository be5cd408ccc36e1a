import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AskedTurn } from '../../../lambda/asked-turn.ts';
import { keep } from '../../../lambda/conversations/keep.ts';
import { turnKey } from '../../../lambda/conversations/turns/keys.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import type { Table } from '../../../lambda/table/table.ts';
import type { Question } from '../../../lambda/source.ts';
import { delta, said, script, type Seen, start, stop } from '../../fixtures/handling/ask-source.ts';
import { openApi } from '../../fixtures/conversations/ask-api.ts';
import { ignored } from '../../fixtures/handling/ignored.ts';
import { modelOf } from '../../fixtures/handling/model.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

const place = { caller: 'anyone', conversation: 'river', turn: '0'.repeat(20) };
const asked = [{ role: 'user' as const, content: [{ kind: 'text' as const, text: 'Hi' }] }];
const turn: AskedTurn = {
  place,
  isKnown: false,
  isListed: true,
  isKept: true,
  isRecalled: true,
  field: 'messages',
  asked,
  system: 'none',
  protocol: 'native',
  echo: undefined,
  parent: undefined,
  key: undefined,
};

afterEach(() => void vi.useRealTimers());

test('who leaves while the history is read leaves no turn behind, and asks no model', async () => {
  vi.useFakeTimers();
  const table = memoryTable();
  const reading = Promise.withResolvers<void>();
  const asking = Promise.withResolvers<void>();
  const slow: Table = {
    ...table,
    async query(query) {
      asking.resolve();
      await reading.promise;
      return table.query(query);
    },
  };
  const leaving = new AbortController();
  const question: Question = {
    id: 'request-1',
    askedMs: Date.now(),
    caller: { id: 'anyone', kind: 'key', plan: '' },
    operation: 'converse',
    chat: { turns: asked, maxTokens: 9 },
    turn,
    model: modelOf('other'),
    signal: leaving.signal,
    note: ignored,
  };
  const options = { keptMs: 1e9, keepMs: 1_000, historyTokens: 100, maxTurns: 9 };
  const seen: Seen = {};
  const answer = keep(script(said, seen), question, turn, slow, options)[Symbol.asyncIterator]();
  const first = answer.next();
  await asking.promise;
  leaving.abort(new Failure('cancelled', 'the caller has left'));
  const left = answer.return?.();
  reading.resolve();
  await Promise.all([first, left]);
  expect(table.look(turnKey(place))).toEqual({});
  expect(seen).toEqual({});
  expect(vi.getTimerCount()).toBe(0);
});

describe('a caller that leaves before the first word', () => {
  const words = [start, { type: 'block-start', index: 0, block: { kind: 'text' } } as const, 100, delta('late'), stop];

  test('ends an answer that nobody keeps', async () => {
    const api = openApi(memoryTable(), script(words));
    const { record } = await api.request('/chat', { body: { message: 'Hi' }, left: sleep(50) });
    expect(record?.endReason).toBe('cancelled');
    expect(api.asked.every(({ signal }) => signal.aborted)).toBe(true);
  });

  test('does not end a turn of a conversation, which can be read later', async () => {
    const { request } = openApi(memoryTable(), script(words));
    const [body, headers] = [{ message: 'Hi' }, { 'x-conversation-id': 'river' }];
    const { record } = await request('/chat', { body, headers, left: sleep(50) });
    expect(record?.endReason).toBe('end_turn');
    expect((await request('/conversations/river')).text).toContain('late');
  });
});
