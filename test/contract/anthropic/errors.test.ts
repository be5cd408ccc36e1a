import Anthropic, { type ClientOptions } from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

let stage: TestStage;

beforeAll(async () => {
  stage = await startTestStage({ idleSeconds: 10, maxBodyBytes: 20_000 });
});
afterAll(() => stage.close());

const messages: Anthropic.MessageParam[] = [{ role: 'user', content: 'hi' }];
const connect = ({ url, apiKey = '' }: TestStage, options: ClientOptions = {}) =>
  new Anthropic({ baseURL: url.slice(0, -1), apiKey, maxRetries: 0, ...options });
const create = (client: Anthropic, model: string) => client.messages.create({ model, max_tokens: 100, messages });
const failureOf = (asked: PromiseLike<unknown>) =>
  asked.then(
    () => expect.unreachable('it has to fail'),
    (error: unknown) => error,
  );
const hintsOf = (error: unknown) => {
  const headers = error instanceof Anthropic.APIError ? error.headers : undefined;
  return { retryAfter: headers?.get('retry-after') ?? null, shouldRetry: headers?.get('x-should-retry') };
};
/** A client that counts its requests. */
function connectCounted(to: TestStage, maxRetries: number) {
  let attempts = 0;
  const counted: typeof fetch = (...asked) => {
    attempts += 1;
    return fetch(...asked);
  };
  return { client: connect(to, { maxRetries, fetch: counted }), attempts: () => attempts };
}

// First of all: the function stops retrying for a while when too many of its requests were refused.
describe('the client tries again where that helps, and not where it costs', () => {
  test('a refusal that the function retries successfully is never seen', async () => {
    const { client, attempts } = connectCounted(stage, 2);
    const asked = stage.seen.length;
    expect(await create(client, 'throttled-once')).toMatchObject({ content: [{ text: 'Second time lucky.' }] });
    expect([attempts(), stage.seen.length - asked]).toEqual([1, 2]);
  });

  test('a failure that may be temporary is retried', async () => {
    const { client, attempts } = connectCounted(stage, 1);
    const error = await failureOf(create(client, 'refused-internal-server'));
    expect(error).toMatchObject({ status: 502 });
    expect([hintsOf(error), attempts()]).toEqual([{ retryAfter: null, shouldRetry: 'true' }, 2]);
  });

  test('a throttled account says how long to wait', async () => {
    const error = await failureOf(create(connect(stage), 'refused-throttling'));
    expect(hintsOf(error)).toEqual({ retryAfter: '5', shouldRetry: 'true' });
  });

  test.each(['refused-access-denied', 'refused-validation'])('%s stays what it is', async (model) => {
    const { client, attempts } = connectCounted(stage, 2);
    const error = await failureOf(create(client, model));
    expect([hintsOf(error), attempts()]).toEqual([{ retryAfter: null, shouldRetry: 'false' }, 1]);
  });

  test('an answer that took too long is not paid for twice, whole or streamed', async () => {
    const hurried = await startTestStage({ integrationTimeoutSeconds: 16, marginSeconds: 8 });
    onTestFinished(() => hurried.close());
    const { client, attempts } = connectCounted(hurried, 2);
    const [whole, streamed] = await Promise.all([
      failureOf(create(client, 'steady')),
      failureOf(client.messages.stream({ model: 'steady', max_tokens: 100, messages }).finalMessage()),
    ]);
    expect(whole).toBeInstanceOf(Anthropic.InternalServerError);
    expect(whole).toMatchObject({ status: 504, type: 'timeout_error' });
    expect(streamed).toMatchObject({ type: 'timeout_error' });
    expect([attempts(), hurried.seen.length]).toEqual([2, 2]);
  });
});

describe('a refusal is an error of the client’s own class, with a body that it reads', () => {
  test.each([
    ['refused-validation', Anthropic.BadRequestError, 400, 'invalid_request_error'],
    ['refused-access-denied', Anthropic.PermissionDeniedError, 403, 'permission_error'],
    ['refused-resource-not-found', Anthropic.NotFoundError, 404, 'not_found_error'],
    ['no-such-model', Anthropic.NotFoundError, 404, 'not_found_error'],
    ['refused-throttling', Anthropic.RateLimitError, 429, 'rate_limit_error'],
    ['refused-internal-server', Anthropic.InternalServerError, 502, 'api_error'],
    ['refused-service-unavailable', Anthropic.InternalServerError, 503, 'overloaded_error'],
    ['refused-model-timeout', Anthropic.InternalServerError, 504, 'timeout_error'],
  ])('%s', async (model, type, status, name) => {
    const error = await failureOf(create(connect(stage), model));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({
      status,
      type: name,
      apiMessage: expect.stringMatching(/\w/),
      error: { type: 'error', error: { type: name } },
      requestID: expect.stringMatching(/^[\w-]{36}$/),
    });
  });

  test('a body above the limit of this deployment', async () => {
    const content = 'x'.repeat(30_000);
    const asked = connect(stage).messages.create({
      model: 'normal',
      max_tokens: 5,
      messages: [{ role: 'user', content }],
    });
    expect(await failureOf(asked)).toMatchObject({ status: 413, type: 'request_too_large' });
  });

  test('a path that the API does not have', async () => {
    const error = await failureOf(connect(stage).messages.batches.list());
    expect(error).toBeInstanceOf(Anthropic.NotFoundError);
    expect(error).toMatchObject({ type: 'not_found_error', apiMessage: 'This path does not exist.' });
  });
});

test('an answer has the id that its operator asks for, whole, streamed or broken off', async () => {
  const id = expect.stringMatching(/^[\w-]{36}$/);
  const client = connect(stage);
  expect((await create(client, 'normal'))._request_id).toEqual(id);
  const stream = client.messages.stream({ model: 'normal', max_tokens: 100, messages });
  await stream.finalMessage();
  expect(stream.request_id).toEqual(id);
  const broken = client.messages.stream({ model: 'midway-throttling', max_tokens: 100, messages });
  expect(await failureOf(broken.finalMessage())).toMatchObject({ requestID: id, error: { request_id: id } });
});

describe('the key', () => {
  test.each(['apiKey', 'authToken'] as const)('is accepted as %s, and no other key is', async (credential) => {
    const none = { apiKey: null, authToken: null };
    const known = connect(stage, { ...none, [credential]: stage.apiKey });
    expect(await create(known, 'normal')).toMatchObject({ stop_reason: 'end_turn' });
    expect(await known.messages.stream({ model: 'normal', max_tokens: 5, messages }).finalText()).toMatch(/^A river/);
    const unknown = connect(stage, { ...none, [credential]: 'not-a-key-of-this-stage-at-all' });
    const error = await failureOf(create(unknown, 'normal'));
    expect(error).toBeInstanceOf(Anthropic.AuthenticationError);
    expect(error).toMatchObject({
      status: 401,
      type: 'authentication_error',
      apiMessage: expect.stringContaining('key'),
    });
    expect(await failureOf(unknown.models.list())).toBeInstanceOf(Anthropic.AuthenticationError);
  });
});

describe('a break in the middle has a type', () => {
  test.each([
    ['midway-throttling', 'rate_limit_error'],
    ['midway-service-unavailable', 'overloaded_error'],
    ['midway-validation', 'invalid_request_error'],
    ['midway-internal-server', 'api_error'],
    ['midway-model-stream-error', 'api_error'],
    ['midway-unknown-exception', 'api_error'],
    ['midway-error-frame', 'api_error'],
    ['midway-truncated', 'api_error'],
    ['midway-half-frame', 'api_error'],
    ['midway-cut', 'api_error'],
    ['midway-stall', 'timeout_error'],
  ])('%s is a %s, after the words that came', async (model, type) => {
    let text = '';
    const { client, attempts } = connectCounted(stage, 2);
    const stream = client.messages.stream({ model, max_tokens: 100, messages }).on('text', (delta) => (text += delta));
    const error = await failureOf(stream.finalMessage());
    expect(error).toBeInstanceOf(Anthropic.APIError);
    expect(error).toMatchObject({ type, apiMessage: expect.stringMatching(/\w/), error: { error: { type } } });
    expect([text, attempts()]).toEqual(['The river rises and then', 1]);
  });
});

describe('the usage plan', () => {
  test('throttles a burst, and a client that tries again later has its answer', async () => {
    let nowMs = Date.now();
    const clock = { now: () => nowMs };
    const throttled = await startTestStage({ throttleRate: 1, throttleBurst: 1 }, { clock });
    try {
      await create(connect(throttled), 'normal');
      const error = await failureOf(create(connect(throttled), 'normal'));
      expect(error).toBeInstanceOf(Anthropic.RateLimitError);
      expect(error).toMatchObject({ type: 'rate_limit_error', apiMessage: expect.stringMatching(/^Too many/) });
      expect(hintsOf(error)).toEqual({ retryAfter: '1', shouldRetry: 'true' });
      let attempts = 0;
      const waited: typeof fetch = (...asked) => {
        attempts += 1;
        if (attempts === 2) nowMs += 1000;
        return fetch(...asked);
      };
      const patient = connect(throttled, { maxRetries: 2, fetch: waited });
      expect(await create(patient, 'normal')).toMatchObject({ stop_reason: 'end_turn' });
      expect(attempts).toBe(2);
    } finally {
      await throttled.close();
    }
  });

  test('ends with its quota, which no second try changes', async () => {
    const spent = await startTestStage({ monthlyQuota: 1 });
    try {
      const { client, attempts } = connectCounted(spent, 2);
      await create(client, 'normal');
      const error = await failureOf(create(client, 'normal'));
      expect(error).toBeInstanceOf(Anthropic.RateLimitError);
      expect(error).toMatchObject({ type: 'rate_limit_error', apiMessage: expect.stringContaining('quota') });
      expect(attempts()).toBe(2);
    } finally {
      await spent.close();
    }
  });
});

describe('a client that leaves', () => {
  test('in the middle of an answer has an error of its own, and what it had read', async () => {
    let text = '';
    // A minute of answer.
    const stream = connect(stage).messages.stream({ model: 'steady', max_tokens: 100, messages });
    stream.on('text', (delta) => {
      text += delta;
      if (text.startsWith('drip drip')) stream.abort();
    });
    expect(await failureOf(stream.finalMessage())).toBeInstanceOf(Anthropic.APIUserAbortError);
    expect([stream.aborted, text]).toEqual([true, expect.stringMatching(/^drip drip /)]);
    expect(await create(connect(stage), 'normal')).toMatchObject({ stop_reason: 'end_turn' });
  });

  test('through a break in its loop does not block the next request', async () => {
    const client = connect(stage);
    const seen: string[] = [];
    for await (const { type } of await client.messages.create({
      model: 'slow',
      max_tokens: 100,
      messages,
      stream: true,
    })) {
      seen.push(type);
      if (type === 'content_block_delta') break;
    }
    expect(seen).toEqual(['message_start', 'content_block_start', 'content_block_delta']);
    expect(await create(client, 'normal')).toMatchObject({ stop_reason: 'end_turn' });
  });
});
