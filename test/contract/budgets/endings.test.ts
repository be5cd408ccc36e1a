import Anthropic from '@anthropic-ai/sdk';
import { setTimeout } from 'node:timers/promises';
import { APICallError, RetryError } from 'ai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ClientName, clients, type Outcome } from '../../fixtures/clients/every-client.ts';
import type { SeenRequest } from '../../../local/services/bedrock/seen-request.ts';
import { type Person, signIn } from '../../fixtures/people.ts';
import { watchRequests } from '../../fixtures/running-requests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

/** What a client had of its question, and who it was. */
interface Asked extends Outcome {
  readonly person: Person;
  /** The statuses of its requests. */
  readonly statuses: readonly number[];
  readonly cancels: readonly Cancelled[];
  /** What Bedrock was asked, and how it ended there. */
  readonly seen: readonly SeenRequest[];
}

interface Cancelled {
  readonly status: number;
  readonly body: unknown;
}

const isResponses = (name: ClientName) => name.startsWith('OpenAI responses');

/** The client's word for the end, and what it throws or shows. */
const inBand = { message: expect.stringContaining('the request was cancelled') };
const midwayEndings: Readonly<Partial<Record<ClientName, readonly [end: unknown, error: unknown]>>> = {
  'native text': [undefined, expect.objectContaining({ ...inBand, kind: 'cancelled' })],
  'native SSE': [undefined, { ...inBand, kind: 'cancelled', retryable: false }],
  'native NDJSON': [undefined, { ...inBand, kind: 'cancelled', retryable: false }],
  'OpenAI chat, streamed': [undefined, expect.objectContaining({ ...inBand, code: 'cancelled', type: 'server_error' })],
  // Its word for it is no error: what was said is in the response.
  'OpenAI responses, streamed': ['cancelled', undefined],
  'Anthropic, streamed': [undefined, expect.objectContaining({ ...inBand, type: 'api_error' })],
  // As if its user had stopped it.
  useChat: [undefined, undefined],
  'AI SDK, openai-compatible': ['error', expect.objectContaining(inBand)],
  'AI SDK, anthropic': ['error', expect.objectContaining(inBand)],
  LangChain: [undefined, expect.objectContaining({ ...inBand, code: 'cancelled' })],
};

const names = Object.keys(clients).filter((name): name is ClientName => name in clients);
const isBuffered = (name: ClientName) => ['native JSON', 'OpenAI chat', 'OpenAI responses', 'Anthropic'].includes(name);

/** Enough for a group of clients at once, and not for one more beside a holder. */
const limit = 8_500;

let stage: TestStage;
let requests: ReturnType<typeof watchRequests>;
beforeAll(async () => {
  globalThis.AI_SDK_LOG_WARNINGS = false;
  const plans = {
    standard: { budget: { day: { tokens: 1_000_000, usd: 100 } } },
    small: { budget: { day: { tokens: limit } } },
  };
  const prices = Object.fromEntries(['normal', 'steady', 'hello'].map((name) => [name, { input: 1, output: 5 }]));
  stage = await startTestStage({ access: 'cognito', cancel: 'on', plans, prices, idleSeconds: 60, marginSeconds: 1 });
  requests = watchRequests(stage);
  // An environment is fast when it has reached the table once: on a busy machine the first time may take longer than it waits.
  const { token } = await signIn(stage, 'warm');
  const warmUp = Array.from({ length: 7 }, async () =>
    (await stage.ask('hello', { headers: { authorization: `Bearer ${token}` } })).text(),
  );
  await Promise.all(warmUp);
});
afterAll(async () => {
  requests.close();
  await stage.close();
});

const chatId = 'Fluss / 川 №1';

/** In the words of the protocol. */
async function cancel({ request }: Person, name: ClientName, id: string): Promise<Cancelled> {
  const response = await (name === 'useChat'
    ? request('POST', `api/chat/${encodeURIComponent(chatId)}/stop`)
    : isResponses(name)
      ? request('POST', `v1/responses/resp_${id}/cancel`)
      : request('DELETE', `requests/${id}`));
  return { status: response.status, body: await response.json() };
}

interface Phase {
  /** Before a group asks. One person for all of it, or each has its own. */
  readonly prepare?: (group: readonly ClientName[]) => Promise<Prepared>;
  /** While it runs. */
  readonly meanwhile?: (running: Running) => Promise<readonly Cancelled[]>;
  readonly after?: (running: Running) => Promise<readonly Cancelled[]>;
}

interface Prepared {
  readonly person: Person;
  readonly onAnswer: (name: ClientName, response: Response) => void;
}

interface Running {
  readonly name: ClientName;
  readonly person: Person;
  readonly seen: () => readonly SeenRequest[];
  readonly isOver: () => boolean;
}

const groups = Array.from({ length: Math.ceil(names.length / 5) }, (_, i) => names.slice(i * 5, i * 5 + 5));

/** Asks by all clients, some at once: most of the time they wait. */
function askAll(
  title: string,
  model: string,
  { prepare, meanwhile, after }: Phase,
): ReadonlyMap<ClientName, Promise<Asked>> {
  async function ask(name: ClientName, prepared: Prepared | undefined): Promise<Asked> {
    const says = `${title} by ${name}`;
    const person = prepared?.person ?? (await signIn(stage, says.replaceAll(/\W/g, '')));
    const statuses: number[] = [];
    const listening: typeof fetch = async (...sent) => {
      const response = await fetch(...sent);
      statuses.push(response.status);
      prepared?.onAnswer(name, response);
      return response;
    };
    let isOver = false;
    const asking = clients[name]({ stage, token: person.token, model, says, chatId, fetch: listening }).finally(() => {
      isOver = true;
    });
    const seen = () => stage.seen.filter(({ body }) => JSON.stringify(body).includes(`"${says}"`));
    const running = { name, person, seen, isOver: () => isOver };
    const cancels = (await meanwhile?.(running)) ?? [];
    const outcome = await asking;
    const late = (await after?.(running)) ?? [];
    return { ...outcome, person, statuses, seen: seen(), cancels: [...cancels, ...late] };
  }

  const asked = new Map<ClientName, Promise<Asked>>();
  let earlier: Promise<unknown> = Promise.resolve();
  for (const group of groups) {
    const prepared = earlier.then(() => prepare?.(group));
    const asking = group.map((name) => prepared.then((own) => ask(name, own)));
    earlier = Promise.allSettled(asking);
    for (const [i, one] of asking.entries()) {
      // Its own test awaits it.
      one.catch(() => undefined);
      const name = group[i];
      if (name) asked.set(name, one);
    }
  }
  return asked;
}

/** Cancels each of its requests, once Bedrock has been asked and has said so much. */
async function cancelEach({ name, person, seen, isOver }: Running, writes: number): Promise<readonly Cancelled[]> {
  const cancelled: Cancelled[] = [];
  while (!isOver()) {
    const next = seen()[cancelled.length];
    if (!next || next.progress.writes < writes) await setTimeout(50);
    else cancelled.push(await cancel(person, name, await findId(person, cancelled.length)));
  }
  return cancelled;
}

/** The id of a caller's request, in the order in which they began. */
async function findId({ id }: Person, at: number): Promise<string> {
  for (;;) {
    const found = (await requests.ofCaller(id))[at];
    if (found !== undefined) return found;
    await setTimeout(250);
  }
}

/** The error that a client throws or shows, without the ones around it. */
const innermost = (error: unknown) => (RetryError.isInstance(error) ? error.lastError : error);

async function expectSettled(person: Person): Promise<void> {
  // A client has its answer before it is settled.
  await expect.poll(async () => (await person.budget()).day?.tokens?.held).toBe(0);
  const { tokens, usd } = (await person.budget()).day ?? {};
  const charged = () => person.records().reduce((sum, { chargedTokens = 0 }) => sum + chargedTokens, 0);
  await expect.poll(charged).toBe(tokens?.used);
  expect(tokens?.used).toBeGreaterThan(0);
  if (!usd) return;
  const costs = person.records().reduce((sum, { costUsd = 0 }) => sum + Math.round(costUsd * 1e9), 0);
  expect(Math.round(usd.used * 1e9)).toBe(costs);
}

const finished: readonly unknown[] = ['stop', 'end_turn', 'completed', 'no last line'];

/** What each client makes of a refusal. */
function expectRefusal(name: ClientName, error: unknown, told: { status: number; kind: string; says: string }): void {
  const { status, kind, says } = told;
  const code = kind === 'quota-exceeded' ? 'insufficient_quota' : kind;
  if (name.startsWith('native')) expect(error).toMatch(new RegExp(`${says}.*${kind}|${kind}.*${says}`, 's'));
  else if (name === 'useChat') expect(error).toMatchObject({ message: expect.stringContaining(says) });
  else if (name.startsWith('AI SDK')) {
    expect(APICallError.isInstance(innermost(error))).toBe(true);
    expect(innermost(error)).toMatchObject({ statusCode: status, message: expect.stringContaining(says) });
  } else {
    expect(error).toBeInstanceOf(name.startsWith('Anthropic') ? anthropicErrors[kind] : openAiErrors[kind]);
    const own = name.startsWith('Anthropic') ? {} : { code };
    expect(error).toMatchObject({ status, message: expect.stringContaining(says), ...own });
  }
}

const openAiErrors: Readonly<Record<string, unknown>> = {
  'quota-exceeded': OpenAI.RateLimitError,
  'budget-held': OpenAI.RateLimitError,
  cancelled: OpenAI.APIError,
};
const anthropicErrors: Readonly<Record<string, unknown>> = {
  'quota-exceeded': Anthropic.RateLimitError,
  'budget-held': Anthropic.RateLimitError,
  cancelled: Anthropic.APIError,
};

describe('a request that does not fit because others hold the budget', () => {
  let asked: ReadonlyMap<ClientName, Promise<Asked>>;
  const refusals = new Map<ClientName, Response>();
  const asksAgain = (name: ClientName) => !name.startsWith('native') && name !== 'useChat';

  beforeAll(() => {
    asked = askAll('held', 'hello', {
      async prepare(group) {
        const person = await signIn(stage, `held-${group[0]?.replaceAll(/\W/g, '')}`, 'small');
        const holder = await stage.ask('', {
          accept: 'text/event-stream',
          headers: { authorization: `Bearer ${person.token}` },
          body: { message: 'hold', model: 'steady', maxTokens: 8_000 },
        });
        expect(holder.status).toBe(200);
        void holder.text();
        return {
          person,
          onAnswer(name, response) {
            if (refusals.has(name)) return;
            refusals.set(name, response);
            const isLast = group.every((one) => refusals.has(one));
            if (isLast) void person.request('DELETE', `requests/${holder.headers.get('x-request-id')}`);
          },
        };
      },
    });
  });

  test.each(names)('%s is told to wait, and the official clients do', async (name) => {
    const { text, error, statuses } = (await asked.get(name)) ?? {};
    expect(statuses?.[0]).toBe(429);
    const { headers } = refusals.get(name) ?? new Response();
    expect([headers.get('x-should-retry'), headers.get('retry-after')]).toEqual(['true', '2']);
    if (!asksAgain(name)) {
      expect(statuses).toHaveLength(1);
      return expectRefusal(name, error, { status: 429, kind: 'budget-held', says: 'your other requests hold' });
    }
    expect([error, text, statuses?.at(-1)]).toEqual([undefined, 'Hello!', 200]);
  });

  test('afterwards everything that was held is given back', async () => {
    for (const { person } of await Promise.all(asked.values())) await expectSettled(person);
  });
});

describe('a request for which too little is left', () => {
  let asked: ReadonlyMap<ClientName, Promise<Asked>>;
  const refusals = new Map<ClientName, Response>();
  /** The AI SDK reads no x-should-retry. */
  const asksAgain = (name: ClientName) => name.startsWith('AI SDK');

  beforeAll(async () => {
    const person = await signIn(stage, 'spent', 'small');
    const headers = { authorization: `Bearer ${person.token}` };
    // It costs 199,996 tokens.
    await (await stage.ask('context-window-exceeded', { headers })).text();
    await vi.waitUntil(async () => (await person.budget()).day?.tokens?.left === 0, { timeout: 60_000 });
    const onAnswer = (name: ClientName, response: Response) => void refusals.set(name, response);
    asked = askAll('spent', 'hello', { prepare: async () => ({ person, onAnswer }) });
  });

  test.each(names)('%s is told so, and asks no second time where it can be told', async (name) => {
    const { text, end, error, statuses } = (await asked.get(name)) ?? {};
    expect(statuses).toEqual(asksAgain(name) ? [429, 429] : [429]);
    expect([text, end]).toEqual(['', undefined]);
    expectRefusal(name, error, { status: 429, kind: 'quota-exceeded', says: '0 tokens of your ' });
    const { headers } = refusals.get(name) ?? new Response();
    expect(headers.get('x-should-retry')).toBe('false');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(headers.get('x-ratelimit-limit-tokens')).toBe(`${limit}`);
    expect(headers.get('x-ratelimit-remaining-tokens')).toBe('0');
    expect(headers.get('x-ratelimit-reset-tokens')).toMatch(/^\d+s$/);
    expect(headers.get('anthropic-ratelimit-tokens-remaining')).toBe('0');
  });

  test('refusals cost nothing', async () => {
    const [one] = await Promise.all(asked.values());
    if (one) await expectSettled(one.person);
    expect((await one?.person.budget())?.day?.tokens?.used).toBe(199_996);
  });
});

describe('a request that is cancelled before its first byte', () => {
  let asked: ReadonlyMap<ClientName, Promise<Asked>>;
  beforeAll(() => {
    asked = askAll('silent', 'stall-at-start', { meanwhile: (running) => cancelEach(running, 0) });
  });

  test.each(names)('%s is refused, and Bedrock hears that nobody waits', async (name) => {
    const { text, end, error, statuses, cancels, seen, person } = (await asked.get(name)) ?? {};
    // LangChain asks again after every status that it does not know.
    expect(statuses).toEqual(name === 'LangChain' ? [499, 499] : [499]);
    expect(cancels?.map(({ status }) => status)).toEqual(statuses?.map(() => (isResponses(name) ? 200 : 202)));
    expect([text, end]).toEqual(['', undefined]);
    expectRefusal(name, error, { status: 499, kind: 'cancelled', says: 'the request was cancelled' });
    for (const { ended } of seen ?? []) expect(await ended).toBe('caller-left');
    expect(seen).toHaveLength(statuses?.length ?? 0);
    if (person) await expectSettled(person);
  });
});

describe('a request that is cancelled in the middle', () => {
  let asked: ReadonlyMap<ClientName, Promise<Asked>>;
  beforeAll(() => {
    asked = askAll('midway', 'steady', { meanwhile: (running) => cancelEach(running, 3) });
  });

  test.each(names)('%s keeps what was said, and does not take it for a whole answer', async (name) => {
    const { text, end, error, statuses, cancels, seen, person } = (await asked.get(name)) ?? {};
    expect(statuses).toEqual([isBuffered(name) ? 499 : 200]);
    expect(finished).not.toContain(end);
    expect(await seen?.[0]?.ended).toBe('caller-left');
    if (isResponses(name)) {
      expect(cancels).toMatchObject([{ status: 200, body: { object: 'response', status: 'cancelled' } }]);
    } else expect(cancels).toMatchObject([{ status: 202, body: { status: 'cancelling' } }]);
    if (isBuffered(name)) {
      expectRefusal(name, error, { status: 499, kind: 'cancelled', says: 'the request was cancelled' });
    } else {
      expect(text).toMatch(/^(drip )+$/);
      expect([end, error]).toEqual(midwayEndings[name]);
    }
    if (person) await expectSettled(person);
  });
});

describe('a request that is cancelled when it is over', () => {
  let asked: ReadonlyMap<ClientName, Promise<Asked>>;
  beforeAll(() => {
    asked = askAll('over', 'hello', {
      async after({ name, person }) {
        await vi.waitUntil(async () => (await person.budget()).day?.tokens?.held === 0, { timeout: 60_000 });
        const id = await findId(person, 0);
        // It is marked as over at the same time as it is settled.
        const isOver = (one: Cancelled) => one.status === 400 || JSON.stringify(one.body).includes('"over"');
        let last = await cancel(person, name, id);
        while (!isOver(last)) last = await cancel(person, name, id);
        return [last];
      },
    });
  });

  test.each(names)('%s has its whole answer, and who cancels is told', async (name) => {
    const { text, end, error, statuses, cancels, person } = (await asked.get(name)) ?? {};
    expect([text, error, statuses]).toEqual(['Hello!', undefined, [200]]);
    expect(finished).toContain(end);
    if (isResponses(name)) {
      expect(cancels).toMatchObject([{ status: 400, body: { error: { param: 'id', code: 'invalid-request' } } }]);
    } else expect(cancels).toMatchObject([{ status: 202, body: { status: 'over' } }]);
    if (person) await expectSettled(person);
  });
});
