import { expect, test } from 'vitest';
import type { Config } from '../../../lambda/config.ts';
import type { Environment } from '../../../lambda/environment.ts';
import { openLive } from '../../../lambda/live/open-live.ts';
import { readLiveConfig, withLive } from '../../../lambda/live/live-config.ts';
import type { RequestRecord } from '../../../lambda/observe/request-record.ts';
import type { Item } from '../../../lambda/table/item.ts';
import { testConfig } from '../../fixtures/handling/config.ts';

const deployed: Config = { ...testConfig, deployment: 'd1', systemPrompt: 'Be kind.' };
const { models, modelNames, plans } = deployed;
const changed = { models, modelNames, plans, defaultModel: 'nova' };

function environmentOf(config: Config, reported: RequestRecord[]): Environment {
  return {
    config,
    sources: { converse: silent, 'count-tokens': silent, embed: silent },
    features: {},
    report: async (record) => void reported.push(record),
  };
}

async function* silent() {
  yield { type: 'message-start' } as const;
}

/** A table whose item is what `get` gives, and a clock. */
async function follow(get: () => Promise<Item>) {
  const reported: RequestRecord[] = [];
  const opened: Config[] = [];
  const time = { now: 0, reads: 0 };
  const { current } = await openLive(deployed, environmentOf(deployed, reported), {
    get: async () => {
      time.reads += 1;
      return get();
    },
    open: async (config) => {
      opened.push(config);
      return environmentOf(config, reported);
    },
    now: () => time.now,
  });
  const record: RequestRecord = {
    requestId: 'r',
    extendedRequestId: '',
    invocationId: '',
    caller: 'c',
    plan: 'standard',
    epochMs: 0,
    method: 'POST',
    route: '/chat',
    protocol: 'native',
    status: 200,
    bytes: 0,
  };
  /** A question, answered and reported. */
  async function ask() {
    const { config, report } = current();
    await report(record);
    return { defaultModel: config.defaultModel, line: reported.at(-1) };
  }
  return { ask, current, time, opened };
}

const item = (version: number, config: unknown): Item => ({
  version,
  deployment: 'd1',
  config: JSON.stringify(config),
});

test('without an item, what was deployed holds, and is version 0', async () => {
  const { ask, opened } = await follow(async () => ({}));
  expect(await ask()).toMatchObject({ defaultModel: 'haiku', line: { liveVersion: 0 } });
  expect(opened).toEqual([]);
});

test('what is written holds from the start', async () => {
  const { ask } = await follow(async () => item(3, changed));
  expect(await ask()).toMatchObject({ defaultModel: 'nova', line: { liveVersion: 3 } });
});

test('a change is found by the question after the one beside which it was read, and read at most every 30 s', async () => {
  let now: Item = {};
  const { ask, time } = await follow(async () => now);
  now = item(1, changed);
  time.now = 29_000;
  expect((await ask()).defaultModel).toBe('haiku');
  expect(time.reads).toBe(1);
  time.now = 31_000;
  expect((await ask()).defaultModel).toBe('haiku');
  expect((await ask()).defaultModel).toBe('nova');
  expect(time.reads).toBe(2);
});

test('the same version is opened once', async () => {
  const { ask, time, opened } = await follow(async () => item(1, changed));
  for (let at = 1; at <= 3; at += 1) {
    time.now = at * 40_000;
    await ask();
  }
  expect(opened).toHaveLength(1);
});

test.each([
  ['a table that does not answer', () => Promise.reject(new Error('lost'))],
  ['what is no JSON', async () => ({ version: 2, deployment: 'd1', config: '{' })],
  ['what was checked with another deployment', async () => ({ ...item(2, changed), deployment: 'd2' })],
  ['what lacks the plans that callers have', async () => item(2, { ...changed, plans: {} })],
  ['what the function can’t read', async () => item(2, { models: 1 })],
])('%s leaves the last good version, and the log says so', async (_, broken) => {
  let get: () => Promise<Item> = async () => item(1, changed);
  const { ask, time } = await follow(() => get());
  get = broken;
  time.now = 31_000;
  await ask();
  expect(await ask()).toMatchObject({
    defaultModel: 'nova',
    line: { liveVersion: 1, liveProblem: expect.stringMatching(/^\w+$/) },
  });
});

test('an item that is gone leaves the last good version, and the log says so', async () => {
  let now: Item = item(1, changed);
  const { ask, time } = await follow(async () => now);
  now = {};
  time.now = 31_000;
  await ask();
  expect(await ask()).toMatchObject({ defaultModel: 'nova', line: { liveVersion: 1, liveProblem: 'missing' } });
});

test('what was changed is of one deployment: another one begins as it was deployed, and says so', async () => {
  const { ask } = await follow(async () => ({ ...item(3, changed), deployment: 'd0' }));
  expect(await ask()).toMatchObject({
    defaultModel: 'haiku',
    line: { liveVersion: 0, liveProblem: 'DifferentDeployment' },
  });
});

test('the way back holds over each deployment', async () => {
  let now: Item = item(1, changed);
  const { ask, time } = await follow(async () => now);
  now = { version: 2, deployment: 'd0', config: '' };
  time.now = 31_000;
  await ask();
  const { defaultModel, line } = await ask();
  expect(defaultModel).toBe('haiku');
  expect(line).toMatchObject({ liveVersion: 2 });
  expect(line).not.toHaveProperty('liveProblem');
});

test('a first look that comes late does not take the place of a newer version, and until then the log says so', async () => {
  const first = Promise.withResolvers<Item>();
  const { ask, time } = await follow(() => first.promise);
  time.now = 31_000;
  expect((await ask()).line).toMatchObject({ liveVersion: 0, liveProblem: 'timeout' });
  expect(time.reads).toBe(1);
  first.resolve(item(1, changed));
  await ask();
  expect(await ask()).toMatchObject({ defaultModel: 'nova', line: { liveVersion: 1 } });
});

test('a table that hangs holds up neither the start for long nor a question', async () => {
  const { ask } = await follow(() => new Promise(() => undefined));
  expect((await ask()).defaultModel).toBe('haiku');
});

test('the start of an answer names the version', async () => {
  const { current } = await follow(async () => item(7, changed));
  const { converse } = current().sources;
  const question: Parameters<typeof converse>[0] = Object.create(null);
  for await (const event of converse(question)) expect(event).toEqual({ type: 'message-start', liveVersion: 7 });
});

test('a version is all of it: what it leaves out is not there', () => {
  expect(withLive(deployed, readLiveConfig(JSON.stringify(changed)))).not.toHaveProperty('systemPrompt');
  expect(withLive({ ...deployed, splits: { fast: { haiku: 1 } } }, changed)).not.toHaveProperty('splits');
});
