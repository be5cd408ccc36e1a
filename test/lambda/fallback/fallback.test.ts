import { describe, expect, test } from 'vitest';
import { anyone } from '../../../lambda/access/caller.ts';
import { close } from '../../../lambda/around.ts';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { Failure, failures, type FailureKind } from '../../../lambda/chat/failure.ts';
import { fallback } from '../../../lambda/fallback/fallback.ts';
import { resolveModel } from '../../../lambda/models/resolve-model.ts';
import type { Question, Source } from '../../../lambda/source.ts';
import { limits } from '../../../lambda/time/limits.ts';
import { delta, said, script, start } from '../../fixtures/handling/ask-source.ts';
import { gather } from '../../fixtures/answers/gather.ts';
import { ignored } from '../../fixtures/handling/ignored.ts';
import { testConfig } from '../../fixtures/handling/config.ts';

const config = {
  ...testConfig,
  models: {
    first: { id: 'm.1', askedMs: 0, fallbacks: ['second', 'third'] },
    second: { id: 'm.2' },
    third: { id: 'm.3' },
  },
};
const failing = (kind: FailureKind): ChatEvent => ({ type: 'failure', failure: new Failure(kind, `it is ${kind}`) });
const isKind = (kind: string): kind is FailureKind => Object.hasOwn(failures, kind);
const kinds = Object.keys(failures).filter(isKind);

interface Setting {
  /** What each model says; those that are not named answer. */
  readonly says: Readonly<Record<string, readonly (ChatEvent | number)[]>>;
  readonly takes?: readonly string[];
  readonly fallbackAfterMs?: number;
}

/** Models that say these things, and who was asked, how often, and how it was left. */
function modelsThat({ says, takes = ['first', 'second', 'third'], fallbackAfterMs }: Setting) {
  const asked: string[] = [];
  const closed: string[] = [];
  const asking = (how: string): Source =>
    async function* (question) {
      const { alias } = question.model;
      asked.push(`${alias} ${how}`);
      try {
        yield* script(says[alias] ?? said)(question);
      } finally {
        closed.push(alias);
      }
    };
  const source = fallback(
    { once: asking('once'), withRetries: asking('with retries'), canTake: ({ model }) => takes.includes(model.alias) },
    { ...config, ...(fallbackAfterMs !== undefined && { fallbackAfterMs }) },
  );
  return { asked, closed, source };
}

function questionFor(alias: string, signal = new AbortController().signal): Question {
  const chat = { turns: [], maxTokens: 9 };
  const model = resolveModel(alias, config);
  return { id: 'request-1', askedMs: 0, caller: anyone, operation: 'converse', chat, model, signal, note: ignored };
}

/** The answer in words: who served it and how it ended. */
async function ask(source: Source, question = questionFor('first')): Promise<string> {
  let servedBy: string | undefined;
  for await (const event of source(question)) {
    if (event.type === 'message-start') servedBy = event.servedBy ?? 'unnamed';
    if (event.type === 'message-stop') return `${servedBy} ${event.stop.kind}`;
    if (event.type === 'failure')
      return servedBy === undefined ? event.failure.kind : `${servedBy} ${event.failure.kind}`;
  }
  return 'nothing';
}

describe('before its first event', () => {
  const passing = new Set(
    'throttled overloaded model-error model-timeout unreadable disconnected truncated stalled'.split(' '),
  );
  test.each(kinds.map((kind) => [kind, passing.has(kind) ? 'second finished' : kind]))(
    '%s → %s',
    async (kind, answer) => {
      const { source, asked } = modelsThat({ says: { first: [failing(kind)] } });
      expect(await ask(source)).toBe(answer);
      expect(asked).toEqual(passing.has(kind) ? ['first once', 'second once'] : ['first once']);
    },
  );

  test('a model that sends nothing at all is broken', async () => {
    expect(await ask(modelsThat({ says: { first: [] } }).source)).toBe('second finished');
  });
});

test.each(kinds)('after its first event, %s stays what it is', async (kind) => {
  const { source, asked } = modelsThat({ says: { first: [start, delta('Hel'), failing(kind)] } });
  expect(await ask(source)).toBe(`first ${kind}`);
  expect(asked).toEqual(['first once']);
});

describe('a fallback’s own failure', () => {
  test.each(kinds)('%s neither ends the search nor hides why the requested model failed', async (kind) => {
    const says: Record<string, readonly ChatEvent[]> = { first: [failing('throttled')], second: [failing(kind)] };
    expect(await ask(modelsThat({ says }).source)).toBe('third finished');
    expect(await ask(modelsThat({ says: { ...says, third: [failing(kind)] } }).source)).toBe('throttled');
  });

  test('that will not pass gives it no rest: the next request asks it again', async () => {
    const { source, asked } = modelsThat({
      says: { first: [failing('throttled')], second: [failing('access-denied')] },
    });
    await ask(source);
    asked.length = 0;
    await ask(source);
    expect(asked).toEqual(['second once', 'third once']);
  });

  test('is told to the log with its alias, whether another answered or none', async () => {
    const says = { first: [failing('throttled')], second: [failing('access-denied')] };
    const answered = await gather(modelsThat({ says }).source(questionFor('first')));
    const passedOver = ['first: throttled', 'second: access-denied'];
    expect(answered[0]).toMatchObject({ type: 'message-start', servedBy: 'third', passedOver });
    const all = { ...says, third: [failing('stalled')] };
    const refused = await gather(modelsThat({ says: all }).source(questionFor('first')));
    const details = { passedOver: [...passedOver, 'third: stalled'] };
    expect(refused).toMatchObject([{ type: 'failure', failure: { kind: 'throttled', details } }]);
  });
});

describe('who is asked', () => {
  test('each once, and the last one with retries; when all fail, the failure is that of the requested model', async () => {
    const says = { first: [failing('throttled')], second: [failing('stalled')], third: [failing('overloaded')] };
    const { source, asked, closed } = modelsThat({ says });
    expect(await ask(source)).toBe('throttled');
    expect(asked).toEqual(['first once', 'second once', 'third with retries']);
    expect(closed.toSorted(), 'none is left open').toEqual(['first', 'second', 'third']);
  });

  test('a model without fallbacks, with retries, and without the header', async () => {
    const { source, asked } = modelsThat({ says: {} });
    expect(await ask(source, questionFor('second'))).toBe('unnamed finished');
    expect(asked).toEqual(['second with retries']);
  });

  test('one that can’t take the request is passed over', async () => {
    const { source, asked } = modelsThat({ says: { first: [failing('throttled')] }, takes: ['first', 'third'] });
    expect(await ask(source)).toBe('third finished');
    expect(asked).toEqual(['first once', 'third with retries']);
  });

  test('when no fallback can, the first has its retries', async () => {
    const { source, asked } = modelsThat({ says: { first: [failing('throttled')] }, takes: ['first'] });
    expect(await ask(source)).toBe('throttled');
    expect(asked).toEqual(['first with retries']);
  });

  test('a request that the first does not accept goes to no other, even while the first rests', async () => {
    const takes = ['first', 'second'];
    const { source, asked } = modelsThat({ says: { first: [failing('throttled')] }, takes });
    expect(await ask(source)).toBe('second finished');
    takes.shift();
    asked.length = 0;
    expect(await ask(source)).toBe('throttled');
    expect(asked).toEqual(['first with retries']);
  });

  test('a model that has just failed rests: it is asked when no other answers', async () => {
    const says: Record<string, readonly ChatEvent[]> = { first: [failing('throttled')] };
    const { source, asked } = modelsThat({ says });
    await ask(source);
    asked.length = 0;
    expect(await ask(source)).toBe('second finished');
    expect(asked).toEqual(['second once']);
    Object.assign(says, { first: said, second: [failing('throttled')], third: [failing('throttled')] });
    expect(await ask(source)).toBe('first finished');
    expect(asked.slice(1)).toEqual(['second once', 'third once', 'first with retries']);
  });
});

describe('silence', () => {
  test('longer than fallbackAfterSeconds passes the question on, and the silent one is aborted', async () => {
    const { source, asked, closed } = modelsThat({ says: { first: [60_000, ...said] }, fallbackAfterMs: 20 });
    expect(await ask(source)).toBe('second finished');
    expect(asked).toEqual(['first once', 'second once']);
    expect(closed).toContain('first');
  });

  test('of the last one is bounded by idleSeconds alone', async () => {
    const { source } = modelsThat({ says: { first: [60, ...said] }, takes: ['first'], fallbackAfterMs: 20 });
    expect(await ask(source)).toBe('first finished');
  });

  test('in the middle of an answer changes nothing', async () => {
    const { source } = modelsThat({ says: { first: [start, 60, ...said.slice(1)] }, fallbackAfterMs: 20 });
    expect(await ask(source)).toBe('first finished');
  });
});

describe('an answer that is no longer wanted', () => {
  test('asks no further model', async () => {
    const caller = new AbortController();
    const { source, asked, closed } = modelsThat({ says: { first: [60_000, failing('throttled')] } });
    setTimeout(() => caller.abort(new Failure('deadline', 'time is up')), 10);
    expect(await ask(limits({ upstreamIdleMs: 120_000 })(source), questionFor('first', caller.signal))).toBe(
      'deadline',
    );
    expect(asked).toEqual(['first once']);
    expect(closed).toEqual(['first']);
  });

  test('asks no model when it was never pulled, and closes the model that it asked', async () => {
    const { source, asked, closed } = modelsThat({ says: {} });
    await close(source(questionFor('first')));
    expect(asked).toEqual([]);
    const answer = source(questionFor('first'))[Symbol.asyncIterator]();
    await answer.next();
    await answer.return?.();
    expect([asked, closed]).toEqual([['first once'], ['first']]);
  });
});
