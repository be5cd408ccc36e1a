import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askedOf } from '../../fixtures/conversations/conversation-stage.ts';
import {
  type FailingStage,
  type Fate,
  fates,
  startFailingStage,
  type Step,
} from '../../fixtures/conversations/failing-table.ts';

let stage: FailingStage;
beforeAll(async () => {
  stage = await startFailingStage({ conversationKeepSeconds: 0.5, marginSeconds: 1 });
});
afterAll(() => stage.close());

// A try of the table has half a second: on a busy machine one that is well may take longer.
const isBusy = { retry: 2 };

const everyFate = Object.keys(fates).filter((fate): fate is Fate => fate in fates);

/** A conversation with one turn, and a table that from now on fails at a step of it. */
async function prepare(step: Step, fate: Fate): Promise<string> {
  const begun = await stage.alice.request('chat', {
    body: { message: 'first', model: 'hello', conversationId: 'new' },
  });
  await begun.text();
  const conversation = begun.headers.get('x-conversation-id') ?? '';
  stage.fail(conversation, step, fate);
  return conversation;
}

async function ask(conversation: string, message: string, more: object = {}, headers: Record<string, string> = {}) {
  const body = { message, model: 'hello', conversationId: conversation, ...more };
  const response = await stage.alice.request('chat', { body, headers: { accept: 'application/json', ...headers } });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

async function lastKept(conversation: string): Promise<Record<string, unknown>> {
  stage.heal(conversation);
  const text = await (await stage.alice.request(`conversations/${conversation}`)).text();
  return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
}

const toCases = (steps: readonly Step[], fate = everyFate) =>
  steps.flatMap((step) => fate.map((one) => ({ step, fate: one })));

describe('what has to be read can’t be: the request is refused before the model is asked, and may be sent again', () => {
  test.concurrent.each(toCases(['read head', 'read history', 'read system']))(
    '$step, $fate',
    isBusy,
    async ({ step, fate }) => {
      const conversation = await prepare(step, fate);
      const says = `read ${conversation}`;
      const refused = await ask(conversation, says);
      expect([refused.status, refused.body]).toMatchObject([503, { error: { kind: 'history-unknown' } }]);
      expect(['x-should-retry', 'retry-after'].map((name) => refused.headers.get(name))).toEqual(['true', '1']);
      expect(askedOf(stage, says)).toHaveLength(0);
      stage.heal(conversation);
      const again = await ask(conversation, says);
      expect([again.status, again.body.kept]).toEqual([200, undefined]);
    },
  );

  test('with a key, which is given back for the next try', async () => {
    const conversation = await prepare('read history', 'broken');
    const says = `given back ${conversation}`;
    expect(await ask(conversation, says, {}, { 'idempotency-key': says })).toMatchObject({ status: 503 });
    stage.heal(conversation);
    // A claim that is left alone is given up after 15 s.
    const again = () => ask(conversation, says, {}, { 'idempotency-key': says });
    await expect.poll(again, { timeout: 10_000 }).toMatchObject({ status: 200 });
    expect(askedOf(stage, says)).toHaveLength(1);
  });

  test.concurrent.each(toCases(['key']))('$step, $fate', isBusy, async ({ step, fate }) => {
    const conversation = await prepare(step, fate);
    const says = `key ${conversation}`;
    const refused = await ask(conversation, says, {}, { 'idempotency-key': says });
    expect([refused.status, refused.body]).toMatchObject([503, { error: { kind: 'history-unknown' } }]);
    stage.heal(conversation);
    const again = await ask(conversation, says, {}, { 'idempotency-key': says });
    expect([again.status, again.body.replayed]).toEqual([200, undefined]);
    expect(askedOf(stage, says)).toHaveLength(1);
  });
});

describe('what is to be kept can’t be: the answer is whole, and says so', () => {
  test.concurrent.each(toCases(['change head', 'make turn', 'put system', 'finish']))(
    '$step, $fate',
    isBusy,
    async ({ step, fate }) => {
      const conversation = await prepare(step, fate);
      const says = `keep ${conversation}`;
      const { status, body } = await ask(conversation, says, step === 'put system' ? { system: 'Rhyme.' } : {});
      expect([status, body]).toMatchObject([200, { text: 'Hello!', stopReason: 'end_turn', kept: false }]);
      expect(askedOf(stage, says)).toHaveLength(1);
      await expect.poll(() => stage.lines.join('\n')).toMatch(new RegExp(`${body.id}[^\n]*"isUnkept":true`));
      // Its conversation goes on, from what was kept.
      stage.heal(conversation);
      const next = await ask(conversation, 'and then?');
      expect([next.status, next.body.kept]).toEqual([200, undefined]);
      expect(await lastKept(conversation)).toMatchObject({ turn: next.body.turn, status: 'finished' });
    },
  );

  test.concurrent.each(toCases(['put piece', 'keep'], ['broken', 'lost']))(
    'while it grows: $step, $fate: what could not be kept then is kept at its end',
    isBusy,
    async ({ step, fate }) => {
      const conversation = await prepare(step, fate);
      const { status, body } = await ask(conversation, `grow ${conversation}`, { model: 'slow' });
      const whole = 'One, two, three, four, five.';
      expect([status, body]).toMatchObject([200, { text: whole }]);
      const line = await lastKept(conversation);
      const isKept = body.kept !== false;
      if (isKept) expect(line).toMatchObject({ turn: body.turn, status: 'finished', answer: [{ text: whole }] });
      // A piece is written at the end, too.
      expect(isKept).toBe(step === 'keep');
    },
  );
});

describe('a table that fails once is not noticed', () => {
  const all: readonly Step[] = ['read head', 'read history', 'read system', 'change head', 'make turn', 'finish'];

  test.concurrent.each(toCases(all, ['broken', 'lost']))('$step, $fate', isBusy, async ({ step, fate }) => {
    const conversation = await prepare(step, fate);
    stage.failOnce(conversation, step, fate);
    const { status, body } = await ask(conversation, `once ${conversation}`);
    expect([status, body]).toEqual([200, expect.not.objectContaining({ kept: false })]);
    const kept = await lastKept(conversation);
    expect(kept).toMatchObject({ turn: body.turn, status: 'finished', answer: [{ text: 'Hello!' }] });
    const { conversations } = JSON.parse(await (await stage.alice.request('conversations')).text());
    expect(conversations).toContainEqual(expect.objectContaining({ id: conversation, turns: 2 }));
  });
});
