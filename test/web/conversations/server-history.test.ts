import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Api } from '../../../web/api/api.ts';
import { openServerHistory } from '../../../web/conversations/server-history.ts';

beforeEach(() => void vi.stubGlobal('navigator', { onLine: true }));
afterEach(() => void vi.unstubAllGlobals());

const listed = (id: string) => ({ id, title: `Title ${id}`, updatedAt: '2026-11-27T14:44:02.142Z', turns: 1 });
const line = (turn: string) =>
  JSON.stringify({
    turn,
    parent: null,
    status: 'finished',
    createdAt: '2026-11-27T14:44:02.142Z',
    model: 'haiku',
    requestId: 'r',
    question: [{ role: 'user', content: [{ type: 'text', text: `Question ${turn}` }] }],
    answer: [{ type: 'text', text: 'Answer.' }],
    stopReason: 'end_turn',
  });

/** An API that answers with these by path, and else that there is nothing. */
function answering(replies: Readonly<Record<string, () => Response | Promise<Response>>>): Api {
  return async (path, { method = 'GET' } = {}) =>
    replies[`${method} ${path}`]?.() ?? Response.json({ error: { kind: 'not-found' } }, { status: 404 });
}
const twoPages = {
  'GET conversations?limit=100': () => Response.json({ conversations: [listed('b')], next: 'NEXT' }),
  'GET conversations?limit=100&next=NEXT': () => Response.json({ conversations: [listed('a')] }),
  'GET conversations/a': () => new Response(`${line('t1')}\n`),
  'GET conversations/b': () => new Response(`${line('t2')}\n`),
};

test('a list has titles, a page at a time', async () => {
  const history = openServerHistory(answering(twoPages));
  const first = await history.list();
  expect(first).toMatchObject({ conversations: [{ id: 'b', title: 'Title b', isClosed: true, messages: [] }] });
  expect(await history.list(first.next)).toEqual({ conversations: [expect.objectContaining({ id: 'a' })] });
});

test('for a file, each conversation of every page is read whole', async () => {
  const all = await openServerHistory(answering(twoPages)).all?.();
  expect(all).toMatchObject([
    { id: 'b', title: 'Title b', messages: [{ text: 'Question t2' }, { state: 'done' }] },
    { id: 'a', title: 'Title a', messages: [{ text: 'Question t1' }, { state: 'done' }] },
  ]);
});

test('a file that would lack one is not written', async () => {
  const { all } = openServerHistory(
    answering({ ...twoPages, 'GET conversations/a': () => Promise.reject(new TypeError()) }),
  );
  await expect(all?.()).rejects.toThrow('unreachable');
});

test.each<[string, () => Response | Promise<Response>, string]>([
  ['is not there', () => Response.json({ error: { kind: 'not-found' } }, { status: 404 }), 'not-found'],
  ['can’t be read', () => Response.json({ error: { kind: 'history-unknown' } }, { status: 503 }), 'history-unknown'],
  ['breaks off', () => new Response(line('t').slice(0, -5)), 'cut'],
  ['can’t be reached', () => Promise.reject(new TypeError('no network')), 'unreachable'],
])('a conversation that %s is not opened', async (_what, reply, kind) => {
  const { open } = openServerHistory(answering({ 'GET conversations/c': reply }));
  expect(await open?.('c')).toMatchObject({ kind });
});

test.each([
  [200, true],
  [404, true],
  [503, false],
])('a conversation whose deletion is answered with %i is gone: %j', async (status, isGone) => {
  const history = openServerHistory(answering({ 'DELETE conversations/c': () => Response.json({}, { status }) }));
  const removed = await history.remove('c').then(
    () => true,
    () => false,
  );
  expect(removed).toBe(isGone);
});
