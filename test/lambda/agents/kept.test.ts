import { tool } from '@strands-agents/sdk';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openBudgets } from '../../../lambda/budgets/budgets.ts';
import type { Shows } from '../../../lambda/chat/shows.ts';
import type { Turn } from '../../../lambda/chat/chat-request.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import { openApi } from '../../fixtures/conversations/ask-api.ts';
import { openAgent, calls, refuses, says, type Step } from '../../fixtures/agents/ask-agent.ts';
import { accountOfAnyone, heldIn } from '../../fixtures/budgets/ask-held.ts';
import { askSource } from '../../fixtures/handling/ask-source.ts';
import { memoryTable } from '../../fixtures/table/memory-table.ts';

const order = tool({
  name: 'order',
  description: 'An order by its number',
  inputSchema: z.object({ number: z.number() }),
  callback: ({ number }) => ({ number, state: 'on its way', margin: 'internal-37' }),
});
const lookUp = calls(['order', '{"number":7}', 'o']);
const onItsWay = says('It is on its way.');

function open(steps: readonly Step[], shows: Shows = 'calls') {
  const agent = openAgent({ tools: [order], shows }, { steps });
  const api = openApi(memoryTable(), agent.source, agent.config);
  const ask = (message: string, more: object = {}) =>
    api.request('/chat', { body: { message, model: 'assistant', ...more }, headers: { accept: 'application/json' } });
  return { ...api, ask, asked: agent.asked };
}

const kinds = (turns: readonly Turn[] = []) =>
  turns.map(({ role, content }) =>
    [role, ...content.map((part) => (part.kind === 'text' ? part.text : part.kind))].join(' '),
  );

describe('a conversation with an agent', () => {
  test('has its steps, so that its next turn knows what its tools returned, though callers are not shown it', async () => {
    const { ask, asked, request } = open([lookUp, onItsWay, says('Seven.')]);
    const { conversationId } = JSON.parse((await ask('Where is 7?', { conversationId: 'new' })).text);
    await ask('Which number?', { conversationId });
    const turns = asked.at(-1)?.chat.turns;
    expect(kinds(turns)).toEqual([
      'user Where is 7?',
      'assistant I look. tool-use',
      'user tool-result',
      'assistant \n\nIt is on its way.',
      'user Which number?',
    ]);
    expect(JSON.stringify(turns)).toContain('internal-37');
    const { text } = await request(`/conversations/${conversationId}`);
    expect(text).not.toContain('internal-37');
    const [first] = text.split('\n').map((line) => JSON.parse(line || '{}'));
    expect(first.answer).toEqual([
      { type: 'text', text: 'I look.' },
      { type: 'server-tool', id: 'o', name: 'order', json: '{"number":7}' },
      { type: 'server-tool-result', id: 'o', results: [] },
      { type: 'text', text: '\n\nIt is on its way.' },
    ]);
  });

  test('goes on with a model, which is shown its words alone', async () => {
    const { ask, asked } = open([lookUp, onItsWay]);
    const { conversationId } = JSON.parse((await ask('Where is 7?', { conversationId: 'new' })).text);
    await ask('And now?', { conversationId, model: 'nova' });
    // The scripted source is the agent's: what it is asked last is what a model would be.
    expect(kinds(asked.at(-1)?.chat.turns)).toEqual([
      'user Where is 7?',
      'assistant I look. \n\nIt is on its way.',
      'user And now?',
    ]);
  });

  test.each<[Shows, boolean, boolean]>([
    ['nothing', false, false],
    ['calls', true, false],
    ['everything', true, true],
  ])('that shows %s tells the same again as it told at first', async (shows, hasCalls, hasResults) => {
    const { request, asked } = open([lookUp, onItsWay], shows);
    const again = () =>
      request('/chat', {
        body: { message: 'Where is 7?', model: 'assistant', conversationId: 'new' },
        headers: { accept: 'text/event-stream', 'idempotency-key': 'k' },
      });
    const [first, second] = [await again(), await again()];
    expect(asked).toHaveLength(2);
    expect(second.headers['x-rivulet-replayed']).toBe('true');
    for (const { text } of [first, second])
      expect([text.includes('order'), text.includes('internal-37')]).toEqual([hasCalls, hasResults]);
    const told = (text: string) =>
      text
        .replaceAll(/^id: .*\n/gm, '')
        .split('\n\n')
        .filter((event) => !/usage|requestId|heartbeat/.test(event));
    expect(told(second.text)).toEqual(told(first.text));
  });

  test('shows nobody what a guardrail took back, neither the next turn’s model nor who reads the transcript', async () => {
    const taken = says('Nothing.', 'guardrail').map((event) =>
      event.type === 'message-stop' ? { ...event, stop: { ...event.stop, isRetraction: true as const } } : event,
    );
    const { ask, request, asked } = open([lookUp, taken, says('Again.')], 'everything');
    const { conversationId } = JSON.parse((await ask('Where is 7?', { conversationId: 'new' })).text);
    const { text } = await request(`/conversations/${conversationId}`);
    expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({ status: 'blocked', answer: [] });
    await ask('And?', { conversationId });
    expect(kinds(asked.at(-1)?.chat.turns)).toEqual(['user And?']);
  });

  test('whose answer was cut after a call goes on without the call that was never answered', async () => {
    const cut = [...lookUp.slice(0, -2), { type: 'failure', failure: new Failure('disconnected', 'cut') } as const];
    const { ask, request, asked } = open([cut, says('Again.')]);
    const { text, headers } = await request('/chat', {
      body: { message: 'Where is 7?', model: 'assistant', conversationId: 'new' },
      headers: { accept: 'text/event-stream' },
    });
    expect(text).toContain('"kind":"disconnected"');
    await ask('And?', { conversationId: headers['x-conversation-id'] });
    expect(kinds(asked.at(-1)?.chat.turns)).toEqual(['user Where is 7?', 'assistant I look.', 'user And?']);
  });
});

describe('the budget of an agent', () => {
  const price = { input: 1, output: 5, cacheRead: 1, cacheWrite: 1, cacheWriteOneHour: 2 };
  function hold(steps: readonly Step[], tokens: number) {
    const table = memoryTable();
    const agent = openAgent({ tools: [order], tokens: 5_000 }, { steps });
    const config = {
      ...agent.config,
      models: { ...agent.config.models, haiku: { id: 'm', price } },
      plans: { '': { budget: { day: { tokens } } } },
    };
    const wrappers = [openBudgets(table, config).wrapper];
    const ask = () =>
      askSource({ source: agent.source, wrappers, config, body: { message: 'Where is 7?', model: 'assistant' } });
    const account = async () => {
      const item = await table.get(accountOfAnyone);
      const [used] = Object.entries(item).flatMap(([name, value]) => (/^\d{8}\.tokens$/.test(name) ? [value] : []));
      return { used, held: heldIn(item) };
    };
    return { ask, account, asked: agent.asked };
  }

  test('holds all its tokens, and is charged what its steps used', async () => {
    const { ask, account } = hold([lookUp, lookUp, onItsWay], 5_000);
    const { record } = await ask();
    expect(await account()).toEqual({ used: 45, held: [] });
    expect(record).toMatchObject({ chargedTokens: 45, costUsd: (30 * 1 + 15 * 5) / 1e9 });
  });

  test('refuses what it has no room for, before any model is asked', async () => {
    const { ask, asked } = hold([onItsWay], 4_999);
    const { status, record } = await ask();
    expect([status, record?.endReason, asked.length]).toEqual([429, 'quota-exceeded', 0]);
  });

  test('is charged the steps before the one that failed', async () => {
    const { ask, account } = hold([lookUp, refuses(new Failure('throttled', 'later'))], 5_000);
    await ask();
    expect(await account()).toEqual({ used: 15, held: [] });
  });
});

test('a cancel ends the step that runs, and no other one is asked', async () => {
  let isTold = false;
  const slow = tool({
    name: 'slow',
    description: 'Takes long',
    inputSchema: z.object({}),
    callback: (_input, context) =>
      new Promise<string>((resolve) => {
        context?.cancelSignal.addEventListener('abort', () => {
          isTold = true;
          resolve('late');
        });
      }),
  });
  const agent = openAgent({ tools: [slow] }, { steps: [calls(['slow', '{}']), onItsWay] });
  const api = openApi(memoryTable(), agent.source, { ...agent.config, isCancellable: true });
  const asking = api.request('/chat', {
    body: { message: 'Go.', model: 'assistant' },
    headers: { accept: 'text/event-stream' },
  });
  await expect.poll(() => agent.asked.length).toBe(1);
  const cancel = () => api.request('/requests/request-1', { method: 'DELETE' });
  await expect.poll(async () => (await cancel()).text).toContain('cancelling');
  const { text, record } = await asking;
  expect([isTold, agent.asked.length, record?.endReason]).toEqual([true, 1, 'cancelled']);
  expect(text).toContain('"kind":"cancelled"');
});
