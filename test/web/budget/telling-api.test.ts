import { expect, onTestFinished, test, vi } from 'vitest';
import type { BudgetLeft } from '../../../lambda/chat/budget-left.ts';
import { toTellingApi } from '../../../web/budget/telling-api.ts';

const resetsAt = '2026-11-28T00:00:00Z';
const said = (left: number): BudgetLeft => ({
  day: { resetsAt, tokens: { limit: 100, used: 100 - left, held: 0, left } },
});
const stream = (text: string) =>
  new Response(text, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
const event = (type: string, data: object) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
const delta = event('delta', { text: 'hi' });

test.each<[string, () => Response, number | undefined]>([
  ['a stream says it in its last event', () => stream(delta + event('done', { stopReason: 'x', budget: said(7) })), 7],
  ['a JSON answer has it', () => Response.json({ text: 'hi', budget: said(6) }), 6],
  ['a refusal has it', () => Response.json({ error: { kind: 'budget-held', budget: said(5) } }, { status: 429 }), 5],
  [
    'a refusal without one changes nothing',
    () => Response.json({ error: { kind: 'not-found' } }, { status: 404 }),
    undefined,
  ],
  [
    'after a stream that was cancelled it is asked for',
    () => stream(delta + event('error', { kind: 'cancelled' })),
    99,
  ],
  ['after an answer that can’t be read, too', () => new Response('{', { status: 200 }), 99],
])('%s', async (_what, answer, expected) => {
  const told = vi.fn();
  const api = toTellingApi(async (path) => (path === 'me' ? Response.json({ budget: said(99) }) : answer()), told);
  const response = await api('chat');
  expect(await response.text()).toBe(await answer().text());
  if (expected === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).not.toHaveBeenCalled();
  } else {
    await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(said(expected)));
  }
});

test('what an answer still holds when its connection is over is asked for again', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const told = vi.fn();
  const holding: BudgetLeft = { day: { resetsAt, tokens: { limit: 100, used: 0, held: 40, left: 60 } } };
  const answers = [holding, holding, said(99)];
  const api = toTellingApi(async (path) => {
    return path === 'me' ? Response.json({ budget: answers.shift() }) : stream(delta);
  }, told);
  await api('chat');
  await vi.runAllTimersAsync();
  expect(told.mock.calls).toEqual([[holding], [holding], [said(99)]]);
});

test('an answer that holds on, of another page, is not asked for without end', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const told = vi.fn();
  const holding: BudgetLeft = { month: { resetsAt, usd: { limit: 1, used: 0, held: 0.4, left: 0.6 } } };
  const api = toTellingApi(async (path) => (path === 'me' ? Response.json({ budget: holding }) : stream(delta)), told);
  await api('chat');
  await vi.runAllTimersAsync();
  expect(told).toHaveBeenCalledTimes(5);
});

test('an answer that is followed says it as any other', async () => {
  const told = vi.fn();
  const api = toTellingApi(async () => stream(event('done', { stopReason: 'x', budget: said(7) })), told);
  await api('conversations/c/turns/t', { kept: { requestId: 'r' } });
  await vi.waitFor(() => expect(told).toHaveBeenCalledExactlyOnceWith(said(7)));
});

test('other requests are as they were', async () => {
  const told = vi.fn();
  await toTellingApi(async () => Response.json({ budget: said(1) }), told)('v1/models');
  expect(told).not.toHaveBeenCalled();
});
