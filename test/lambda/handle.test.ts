import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  CountTokensCommand,
  type ConverseStreamOutput,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { handle } from '../../lambda/handle.ts';
import { report } from '../../lambda/observe/report.ts';
import { testConfig } from '../fixtures/handling/config.ts';
import { environmentOf } from '../fixtures/handling/environment.ts';
import { flow } from '../fixtures/answers/gather.ts';
import { incomingOf } from '../fixtures/handling/incoming.ts';
import { MemorySink } from '../fixtures/handling/memory-sink.ts';

const bedrock = mockClient(BedrockRuntimeClient);
const client = new BedrockRuntimeClient({ region: 'us-east-1' });
const logged: string[] = [];

const answer: ConverseStreamOutput[] = [
  { messageStart: { role: 'assistant' } },
  { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Hel' } } },
  { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'lo' } } },
  { contentBlockStop: { contentBlockIndex: 0 } },
  { messageStop: { stopReason: 'end_turn' } },
  { metadata: { usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 }, metrics: { latencyMs: 1 } } },
];

async function ask(
  asked: Parameters<typeof incomingOf>[0],
  { config = testConfig, remainingMs = 900_000, sink = new MemorySink() } = {},
) {
  await handle(
    incomingOf({ ...asked, remainingMs }),
    sink,
    environmentOf(client, { config, report: (record) => report(record, config) }),
  );
  return {
    status: sink.head?.status,
    headers: sink.head?.headers as Record<string, string> | undefined,
    text: sink.text,
    isEnded: sink.writableEnded,
  };
}

const logLine = () => JSON.parse(logged.find((line) => line.includes('"message":"request"')) ?? '{}');

beforeEach(() => {
  bedrock.reset();
  bedrock.on(ConverseStreamCommand).callsFake(async () => ({ stream: flow(answer) }));
  logged.length = 0;
  // Powertools writes to the process's own streams, past the global console.
  const write = (line: string | Uint8Array) => logged.push(String(line)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
});
afterEach(() => void vi.restoreAllMocks());

test('a request is answered in the format it asks for', async () => {
  const answered = await ask({ body: { message: 'hi' }, headers: { accept: 'text/plain' } });
  expect(answered).toMatchObject({ status: 200, text: 'Hello', isEnded: true });
  expect(answered.headers).toEqual({
    'content-type': 'text/plain; charset=utf-8',
    'x-request-id': 'request-1',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
    'access-control-expose-headers':
      'x-request-id, request-id, retry-after, x-should-retry, x-rivulet-served-by, x-rivulet-ignored',
  });
});

describe('with a list of origins', () => {
  const config = { ...testConfig, corsOrigins: ['https://app.example.com', 'http://localhost:3000'] };
  const corsOf = async (asked: Parameters<typeof incomingOf>[0]) => {
    const { headers } = await ask(asked, { config });
    return [headers?.['access-control-allow-origin'], headers?.['vary']];
  };

  test.each<[string, Parameters<typeof incomingOf>[0]]>([
    ['an answer', { body: { message: 'hi' } }],
    ['an answer that asks no model', { method: 'GET', path: '/v1/models' }],
    ['a refusal', { body: '{' }],
  ])('%s names the one that asked, and nobody for another', async (_name, asked) => {
    for (const origin of config.corsOrigins) {
      expect(await corsOf({ ...asked, headers: { origin } })).toEqual([origin, 'origin']);
    }
    expect(await corsOf({ ...asked, headers: { origin: 'https://other.example' } })).toEqual([undefined, 'origin']);
    expect(await corsOf(asked)).toEqual([undefined, 'origin']);
  });
});

test('Bedrock is asked for the resolved model within the limits', async () => {
  await ask({ body: { message: 'hi', model: 'nova', maxTokens: 50_000 } });
  expect(bedrock.commandCalls(ConverseStreamCommand)[0]?.args[0].input).toEqual({
    modelId: 'us.amazon.nova-lite-v1:0',
    messages: [{ role: 'user', content: [{ text: 'hi' }] }],
    inferenceConfig: { maxTokens: 10_000 },
  });
});

describe('a refusal has its true status, and Bedrock is not asked', () => {
  test.each<[name: string, asked: Parameters<typeof incomingOf>[0], status: number, kind: string]>([
    ['an unknown path', { path: '/{proxy+}' }, 404, 'not-found'],
    ['a wrong method', { method: 'PUT' }, 405, 'method-not-allowed'],
    [
      'an Accept that can’t be met',
      { body: { message: 'a' }, headers: { accept: 'image/png' } },
      406,
      'not-acceptable',
    ],
    ['a body over the limit', { body: { message: 'x'.repeat(10_000) } }, 413, 'too-large'],
    ['malformed JSON', { body: '{' }, 400, 'invalid-request'],
    ['an unknown model', { body: { message: 'a', model: 'gpt' } }, 404, 'unknown-model'],
  ])('%s', async (_name, asked, status, kind) => {
    const answered = await ask(asked);
    expect([answered.status, JSON.parse(answered.text).error.kind]).toEqual([status, kind]);
    expect(answered.headers?.['x-request-id']).toBe('request-1');
    expect(logLine()).toMatchObject({ status, 'error.type': kind });
    expect(bedrock.calls()).toHaveLength(0);
  });

  test('405 says what is allowed', async () => {
    expect((await ask({ method: 'PUT' })).headers?.['allow']).toBe('GET, POST, OPTIONS');
  });

  test('an EventSource that comes back pays nothing', async () => {
    const answered = await ask({ method: 'GET', headers: { 'last-event-id': '3' } });
    expect([answered.status, answered.text]).toEqual([204, '']);
    expect(bedrock.calls()).toHaveLength(0);
  });
});

describe('a refusal of Bedrock’s', () => {
  const details = { message: 'secret', $metadata: {} };
  test('keeps its status, says when to try again, and repeats nothing that Bedrock said', async () => {
    bedrock.on(ConverseStreamCommand).rejects(new ThrottlingException(details));
    const answered = await ask({ body: { message: 'a' } });
    expect(answered.status).toBe(429);
    expect(answered.headers?.['retry-after']).toBe('5');
    expect(answered.text).not.toContain('secret');
    expect(logLine()).toMatchObject({ status: 429, 'error.type': 'throttled', upstream: 'ThrottlingException' });
  });

  test('is refused too when it comes after the start but before a word of plain text', async () => {
    bedrock.on(ConverseStreamCommand).callsFake(async () => ({
      stream: (async function* () {
        yield answer[0];
        throw new ValidationException(details);
      })(),
    }));
    expect((await ask({ body: { message: 'a' } })).status).toBe(400);
    const sse = await ask({ body: { message: 'a' }, headers: { accept: 'text/event-stream' } });
    expect(sse.status).toBe(200);
    expect(sse.text).toContain('event: error\ndata: {"kind":"model-refused"');
  });
});

test('a failure after the first byte is reported in band and ends cleanly', async () => {
  bedrock.on(ConverseStreamCommand).callsFake(async () => ({ stream: flow(answer.slice(0, 3)) }));
  const answered = await ask({ body: { message: 'a' } });
  expect(answered).toMatchObject({ status: 200, isEnded: true });
  expect(answered.text).toMatch(/^Hello\nerror: .* \(truncated, request request-1\)\n$/);
  expect(logLine()).toMatchObject({ status: 200, 'error.type': 'truncated' });
});

test('buffered JSON is refused whenever the answer breaks', async () => {
  bedrock.on(ConverseStreamCommand).callsFake(async () => ({ stream: flow(answer.slice(0, 3)) }));
  const answered = await ask({ body: { message: 'a' }, headers: { accept: 'application/json' } });
  expect(answered.status).toBe(502);
});

test('a function with no time left refuses instead of being killed', async () => {
  bedrock.on(ConverseStreamCommand).callsFake(() => new Promise(() => undefined));
  const answered = await ask({ body: { message: 'a' } }, { remainingMs: 5_020 });
  expect([answered.status, JSON.parse(answered.text).error.kind]).toEqual([504, 'deadline']);
});

test('a bug after the first byte cuts the stream, which no client treats as an end', async () => {
  const sink = new MemorySink();
  const write = sink.write.bind(sink);
  let writes = 0;
  sink.write = ((chunk: string) => {
    writes += 1;
    if (writes === 2) throw new Error('defect');
    return write(chunk);
  }) as typeof sink.write;
  await expect(ask({ body: { message: 'a' } }, { sink })).rejects.toThrow('defect');
  expect(sink.writableEnded).toBe(false);
  expect(logLine()).toMatchObject({ 'error.type': 'internal', upstream: 'Error' });
});

describe('the log', () => {
  test('has one line a request with what an operator needs', async () => {
    await ask({ body: { message: 'hi' } });
    expect(logged.filter((line) => line.includes('"message":"request"'))).toHaveLength(1);
    expect(logLine()).toMatchObject({
      requestId: 'request-1',
      invocationId: 'invocation-1',
      method: 'POST',
      route: '/chat',
      protocol: 'native',
      format: 'text',
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'haiku',
      status: 200,
      'gen_ai.response.finish_reasons': ['end_turn'],
      deltas: 2,
      'gen_ai.usage.input_tokens': 3,
      'gen_ai.usage.output_tokens': 2,
      bytes: 5,
      'gen_ai.response.time_to_first_chunk': expect.any(Number),
      interDeltaP50Ms: expect.any(Number),
      interDeltaP95Ms: expect.any(Number),
    });
  });

  test('has the metrics as one line of CloudWatch’s embedded format', async () => {
    await ask({ body: { message: 'hi' } });
    const [metrics] = logged.filter((line) => line.includes('CloudWatchMetrics')).map((line) => JSON.parse(line));
    expect(metrics).toMatchObject({
      Requests: 1,
      Failures: 0,
      InputTokens: 3,
      OutputTokens: 2,
      ColdStarts: 0,
      ResponseBytes: 5,
      InterDeltaP95: expect.any(Number),
      TimeToFirstToken: expect.any(Number),
    });
    expect(metrics._aws.CloudWatchMetrics[0]).toMatchObject({ Namespace: 'Rivulet', Dimensions: [['service']] });
    expect(metrics).not.toHaveProperty('CostUsd');
  });

  describe('says what the answer cost', () => {
    const price = { input: 1000, output: 5000, cacheRead: 100, cacheWrite: 1250, cacheWriteOneHour: 2000 };
    const id = 'anthropic.claude-haiku-4-5-20251001-v1:0';
    const priced = { ...testConfig, models: { ...testConfig.models, haiku: { id, price } } };

    test('in US dollars, in the line and as a metric, where the model has a price', async () => {
      await ask({ body: { message: 'hi' } }, { config: priced });
      // 3 tokens of 1,000 and 2 of 5,000 thousand-millionths of a dollar.
      expect(logLine()).toMatchObject({ 'gen_ai.request.model': 'haiku', costUsd: 0.000013 });
      const metrics = logged.find((line) => line.includes('CloudWatchMetrics'));
      expect(JSON.parse(metrics ?? '')).toMatchObject({ CostUsd: 0.000013 });
    });

    test('and not the usage of each call', async () => {
      await ask({ body: { message: 'hi' } }, { config: priced });
      expect(logLine()).not.toHaveProperty('usages');
    });

    test('not where its price is unknown, and not where no model was asked', async () => {
      await ask({ body: { message: 'hi', model: 'nova' } }, { config: priced });
      expect(logLine()).not.toHaveProperty('costUsd');
      logged.length = 0;
      await ask({ body: '{' }, { config: priced });
      expect(logLine()).not.toHaveProperty('costUsd');
    });

    test('not where tokens were only counted', async () => {
      bedrock.on(CountTokensCommand).resolves({ inputTokens: 7 });
      const body = { model: 'haiku', messages: [{ role: 'user', content: 'hi' }] };
      await ask({ path: '/v1/messages/count_tokens', body }, { config: priced });
      expect(logLine()).toMatchObject({ status: 200, 'gen_ai.usage.input_tokens': 7 });
      expect(logLine()).not.toHaveProperty('costUsd');
    });
  });
});
