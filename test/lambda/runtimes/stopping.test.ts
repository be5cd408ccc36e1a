import { describe, expect, onTestFinished, test } from 'vitest';
import { resolveModel } from '../../../lambda/models/resolve-model.ts';
import type { Question } from '../../../lambda/source.ts';
import { dataOf, events, type Script, startAgentCore } from '../../fixtures/runtimes/agent-core.ts';
import { askRuntime, openRuntime } from '../../fixtures/runtimes/ask-runtime.ts';
import { askSource } from '../../fixtures/handling/ask-source.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { Failure } from '../../../lambda/chat/failure.ts';

const said = { event: { contentBlockDelta: { delta: { text: 'It is' }, contentBlockIndex: 0 } } };
const done = events(said, { event: { messageStop: { stopReason: 'end_turn' } } });
const waits: Script = { type: 'text/event-stream', moves: [dataOf(said), { end: 'hold' }] };

/** Asks in a conversation of an agent that remembers, and leaves as it is told to. */
async function converse(
  script: Script,
  leave: (controller: AbortController, answer: AsyncIterator<unknown>) => Promise<unknown>,
) {
  const agentCore = await startAgentCore(() => script);
  onTestFinished(agentCore.close);
  const { source, names } = openRuntime(agentCore.url, { session: 'conversation' });
  const controller = new AbortController();
  const question: Question = {
    id: 'request-1',
    askedMs: 0,
    caller: { id: 'user-1', kind: 'key', plan: 'standard' },
    chatId: 'chat-1',
    operation: 'converse',
    chat: { turns: [{ role: 'user', content: [{ kind: 'text', text: 'Hi' }] }], maxTokens: 100 },
    model: resolveModel('research', { ...testConfig, ...names }),
    signal: controller.signal,
    note: () => undefined,
  };
  const answer = source(question)[Symbol.asyncIterator]();
  await leave(controller, answer);
  await answer.return?.();
  return agentCore;
}

const readAll = async (_controller: AbortController, answer: AsyncIterator<unknown>) => {
  while (!(await answer.next()).done);
};

describe('the session of a conversation', () => {
  test('goes on after a whole answer', async () => {
    const { invoked, stopped } = await converse(done, readAll);
    expect([invoked.length, stopped.length]).toEqual([1, 0]);
  });

  test.each<[what: string, script: Script, leave: Parameters<typeof converse>[1]]>([
    ['a failure', events(said, { error: 'x' }), readAll],
    [
      'a cancel',
      waits,
      async (controller, answer) => {
        for (let count = 0; count < 3; count += 1) await answer.next();
        controller.abort(new Failure('cancelled', 'cancelled'));
        await answer.next();
      },
    ],
    [
      'a cancel before it says anything',
      { type: 'text/event-stream', moves: [{ end: 'hold' }] },
      async (controller, answer) => {
        setTimeout(() => controller.abort(new Failure('cancelled', 'cancelled')), 50);
        await answer.next();
      },
    ],
    [
      'a reader that leaves',
      waits,
      async (_controller, answer) => {
        await answer.next();
        await answer.return?.();
      },
    ],
  ])('is stopped after %s', async (_what, script, leave) => {
    const { invoked, stopped } = await converse(script, leave);
    expect(stopped).toEqual([expect.objectContaining({ session: invoked[0]?.session })]);
    expect(stopped[0]?.body).toEqual({ clientToken: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  test.each<[what: string, script: Script]>([
    ['ended without an end', events(said)],
    ['was cut', { type: 'text/event-stream', moves: [dataOf(said), { end: 'cut' }] }],
  ])(
    'is left alone when the answer %s: another question may have stopped it, and go on in it',
    async (_what, script) => {
      const { invoked, stopped } = await converse(script, readAll);
      expect([invoked.length, stopped.length]).toEqual([1, 0]);
    },
  );

  test('of an answer that nobody pulled is never begun', async () => {
    const { invoked, stopped } = await converse(done, async () => undefined);
    expect([invoked, stopped]).toEqual([[], []]);
  });
});

test('a client has its answer before the session is stopped, and a session that can’t be stopped is in the log', async () => {
  const { text, record, log } = await askRuntime(done, { stop: 500, body: { message: 'Hi', model: 'research' } });
  expect(text).toContain('event: done');
  expect(record).toMatchObject({ endReason: 'end_turn', isSessionLeft: true });
  expect(log).toEqual(['the client has it all', 'handled']);
});

test('one that does not answer is waited for, but not for long', async () => {
  const { record } = await askRuntime(done, { stop: 'hold', body: { message: 'Hi', model: 'research' } });
  expect(record).toMatchObject({ endReason: 'end_turn', isSessionLeft: true });
});

test('one that is left before it answers may not be there yet: it is stopped a moment later', async () => {
  let stops = 0;
  const agentCore = await startAgentCore(() => ({ type: 'text/event-stream', moves: [{ end: 'hold' }] }), {
    stop: () => ((stops += 1) === 1 ? 404 : 200),
    isSlow: true,
  });
  onTestFinished(agentCore.close);
  const { source, names } = openRuntime(agentCore.url, { idleMs: 100 });
  const { record } = await askSource({
    source,
    limit: (inner) => inner,
    config: names,
    body: { message: 'Hi', model: 'research' },
  });
  expect(record).toMatchObject({ endReason: 'stalled' });
  expect(record).not.toHaveProperty('isSessionLeft');
  expect(stops).toBe(2);
});

test('signs of life count as such', async () => {
  const moves = [
    dataOf(said),
    ...Array.from({ length: 12 }, () => [60, ': heartbeat\n\n'] as const).flat(),
    dataOf({ event: { messageStop: { stopReason: 'end_turn' } } }),
  ];
  const { record } = await askRuntime(
    { type: 'text/event-stream', moves },
    { runtime: { idleMs: 400 }, body: { message: 'Hi', model: 'research' } },
  );
  expect(record).toMatchObject({ endReason: 'end_turn' });
});

test('a session that is still being made or ended is asked again', async () => {
  let asked = 0;
  const agentCore = await startAgentCore(() =>
    (asked += 1) === 1 ? { status: 409, error: 'RetryableConflictException' } : done,
  );
  onTestFinished(agentCore.close);
  const { source, names } = openRuntime(agentCore.url);
  const { record } = await askSource({
    source,
    limit: (inner) => inner,
    config: names,
    body: { message: 'Hi', model: 'research' },
  });
  expect([asked, record?.endReason]).toEqual([2, 'end_turn']);
});

test('one that is gone already is none that is left', async () => {
  const { record } = await askRuntime(done, { stop: 404, body: { message: 'Hi', model: 'research' } });
  expect(record).not.toHaveProperty('isSessionLeft');
});
