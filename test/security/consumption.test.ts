import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fullRequests } from '../fixtures/hostile/full-requests.ts';
import { type HostileStage, startHostileStage } from '../fixtures/hostile/hostile-stage.ts';
import { put } from '../fixtures/hostile/places.ts';

// What one request may ask for is bounded, and refused before a model is asked. How many requests, API Gateway bounds: test/stage/template.test.ts.

let stage: HostileStage;
beforeAll(async () => {
  stage = await startHostileStage({ maxTurns: 50, maxTokens: 1_000, maxTokensCap: 4_000, maxBodyBytes: 5_000_000 });
});
afterAll(() => stage.close());

const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const hi = { type: 'text', text: 'Hi' };
const schema = { type: 'object' };

/** How each protocol says much: its messages, one of them by its role and parts, its tools, and how long an answer may be. */
interface Shape {
  readonly messages: (list: readonly object[]) => object;
  readonly said: (role: 'user' | 'assistant', parts: readonly object[]) => object;
  readonly part: object;
  readonly tools?: (names: readonly string[]) => object;
  readonly length: string;
}

const bare = (role: string, parts: readonly object[]) => ({ role, content: role === 'user' ? parts : 'Hi' });
const shapes: Readonly<Record<string, Shape>> = {
  '/chat': { messages: (messages) => ({ messages }), said: bare, part: hi, length: 'maxTokens' },
  '/v1/chat/completions': {
    messages: (messages) => ({ messages }),
    said: bare,
    part: hi,
    tools: (names) => ({ tools: names.map((name) => ({ type: 'function', function: { name } })) }),
    length: 'max_completion_tokens',
  },
  '/v1/responses': {
    messages: (input) => ({ input }),
    said: bare,
    part: { type: 'input_text', text: 'Hi' },
    tools: (names) => ({ tools: names.map((name) => ({ type: 'function', name, parameters: schema })) }),
    length: 'max_output_tokens',
  },
  '/v1/messages': {
    messages: (messages) => ({ model: 'haiku', max_tokens: 9, messages }),
    said: bare,
    part: hi,
    tools: (names) => ({ tools: names.map((name) => ({ name, input_schema: schema })) }),
    length: 'max_tokens',
  },
  '/api/chat': {
    messages: (messages) => ({ messages }),
    said: (role, parts) => ({ role, parts }),
    part: hi,
    tools: (names) => ({ tools: Object.fromEntries(names.map((name) => [name, { inputSchema: schema }])) }),
    length: 'maxOutputTokens',
  },
};

describe.each(Object.entries(shapes))('POST %s', (path, { messages, said, part, tools, length }) => {
  const one = messages([said('user', [part])]);
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

  test.each<[what: string, allowed: object, beyond: object, says: RegExp]>([
    [
      'parts of a message',
      messages([
        said(
          'user',
          times(1_000, () => part),
        ),
      ]),
      messages([
        said(
          'user',
          times(1_001, () => part),
        ),
      ]),
      /must have (at most|1 to) 1000 entries, got 1001/,
    ],
    [
      'messages',
      messages(times(20_000, () => said('user', [part]))),
      messages(times(20_001, () => said('user', [part]))),
      /must have 1 to 20000 entries, got 20001/,
    ],
    [
      'turns',
      messages(times(49, (at) => said(at % 2 === 0 ? 'user' : 'assistant', [part]))),
      messages(times(51, (at) => said(at % 2 === 0 ? 'user' : 'assistant', [part]))),
      /must have at most 50 turns, got 51/,
    ],
    ['levels', put(one, ['note'], nested(99)), put(one, ['note'], nested(100)), /is nested deeper than 100 levels/],
  ])('has a limit for its %s', async (_what, allowed, beyond, says) => {
    expect((await stage.ask({ path, body: allowed })).text).not.toMatch(says);
    const refused = await stage.ask({ path, body: beyond });
    expect([refused.status, refused.asked]).toEqual([400, undefined]);
    expect(refused.text).toMatch(says);
  });

  test('takes 512 tools where it takes any, and no more', async () => {
    const offer = (count: number) => ({ ...one, ...tools?.(times(count, (at) => `tool${at}`)) });
    expect((await stage.ask({ path, body: offer(512) })).status).toBe(200);
    const { status, asked } = await stage.ask({ path, body: offer(513) });
    if (tools) expect([status, asked]).toEqual([400, undefined]);
  });

  test.each([4_001, 1e6, 1e15, 1e20])(
    'gives an answer of %d tokens the length that the deployment allows',
    async (count) => {
      const { asked } = await stage.ask({ path, body: { ...one, [length]: count } });
      expect(asked?.body).toMatchObject({ inferenceConfig: { maxTokens: 4_000 } });
    },
  );

  test.each([0, -1, 1.5, '9', [9], { most: 9 }])('refuses a length of %j', async (count) => {
    const { status, asked } = await stage.ask({ path, body: { ...one, [length]: count } });
    expect([status, asked]).toEqual([400, undefined]);
  });

  test('refuses a body over the limit by its size, before it is read', async () => {
    const { status, asked, text } = await stage.ask({ path, body: '['.repeat(5_000_001) });
    expect([status, asked]).toEqual([413, undefined]);
    expect(text).toContain('the limit is 5000000 bytes');
  });
});

// Anthropic's API wants the length said, and a count has none.
const optional = fullRequests.filter(({ path }) => !path.startsWith('/v1/messages'));
test.each(optional)('$protocol: where a request says no length, the deployment’s holds', async ({ path, body }) => {
  const silent = Object.fromEntries(Object.entries(body).filter(([name]) => !name.startsWith('max')));
  expect((await stage.ask({ path, body: silent })).asked?.body).toMatchObject({
    inferenceConfig: { maxTokens: 1_000 },
  });
});
