import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createPool } from '../../../local/lambda/pool.ts';
import type { FunctionFailure } from '../../../local/lambda/invocation.ts';
import { lambdaLimits } from '../../../local/lambda/limits.ts';
import type { LocalFunction } from '../../../local/template/model.ts';
import { toFunction } from '../gateway/local-gateway.ts';

interface Answer {
  readonly body: string;
  readonly failure: FunctionFailure | undefined;
}

function startPool(changes: Partial<LocalFunction> = {}, limits: Partial<typeof lambdaLimits> = {}) {
  const lines: string[] = [];
  const pool = createPool(toFunction('stream', changes), {
    region: 'eu-west-1',
    limits: { ...lambdaLimits, ...limits },
    extraVariables: { EXTRA: 'from the stage' },
    log: (line) => lines.push(line),
  });
  onTestFinished(() => pool.close());
  const call = async (body: object): Promise<Answer> => {
    const invocation = pool.invoke({ body: JSON.stringify(body) });
    const answer = await text(invocation.output);
    return { body: answer.split('\0').at(-1) ?? '', failure: await invocation.outcome };
  };
  const readEnvironment = async (): Promise<Record<string, string>> => {
    const variables: Record<string, string> = JSON.parse((await call({ act: 'environment' })).body);
    return variables;
  };
  return { pool, lines, call, readEnvironment };
}

describe('execution environments', () => {
  test('one after the other, requests use the same process; only the first is a cold start', async () => {
    const { readEnvironment, lines } = startPool();
    const pids = new Set<string | undefined>();
    for (let time = 0; time < 10; time += 1) pids.add((await readEnvironment())['pid']);
    expect(pids.size).toBe(1);
    await expect.poll(() => lines.filter((line) => line.startsWith('REPORT'))).toHaveLength(10);
    const reports = lines.filter((line) => line.startsWith('REPORT'));
    expect(reports.filter((line) => line.includes('Init Duration'))).toEqual([reports[0]]);
  });

  test('at the same time, each request has a process of its own; afterwards those are used again', async () => {
    const { call, readEnvironment, lines } = startPool();
    const [one, other] = await Promise.all([readEnvironment(), readEnvironment()]);
    expect(one['pid']).not.toBe(other['pid']);
    for (let time = 0; time < 3; time += 1)
      expect([one['pid'], other['pid']]).toContain((await readEnvironment())['pid']);
    await Promise.all([call({}), call({})]);
    expect(lines.filter((line) => line.includes('Init Duration'))).toHaveLength(2);
  });

  test('more requests than the reserved concurrency are throttled', async () => {
    const { call } = startPool({ reservedConcurrency: 2 });
    const answers = await Promise.all([1, 2, 3].map(() => call({ waitMs: 50 })));
    expect(answers.map(({ failure }) => failure?.kind)).toEqual([undefined, undefined, 'throttled']);
  });

  test.each([
    [
      { reservedConcurrency: 1 },
      {},
      / of stream are busy \(1\), .* its reserved concurrency .*: raise reservedConcurrency\.$/,
    ],
    [
      {},
      { maxConcurrency: 2 },
      / of stream are busy \(2\), .* the local stage starts no more .*, set reservedConcurrency\.$/,
    ],
  ])('for a throttle, the log names the limit and the setting: %j, %j', async (changes, limits, message) => {
    const { call, lines } = startPool(changes, limits);
    const answers = await Promise.all([1, 2, 3].map(() => call({ waitMs: 50 })));
    expect(answers.some(({ failure }) => failure?.kind === 'throttled')).toBe(true);
    expect(lines.filter((line) => message.test(line)).length).toBeGreaterThan(0);
  });

  test('a request assigned to a process that dies before it takes it goes to a new one', async () => {
    const { pool, call } = startPool();
    await call({});
    const dying = pool.invoke({ body: JSON.stringify({ act: 'exitAfterEnd' }) });
    dying.output.resume();
    await dying.outcome;
    expect(await call({})).toEqual({ body: 'one two three', failure: undefined });
  });

  test('close() ends every process, a busy one too', async () => {
    const { pool, readEnvironment } = startPool();
    const { pid } = await readEnvironment();
    const busy = pool.invoke({ body: '{"act":"busy"}' });
    await once(busy.output, 'data');
    await pool.close();
    expect(await busy.outcome).toBeDefined();
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  });
});

describe('the environment variables of a function', () => {
  test('are the template’s, Lambda’s and the stage’s; from the shell there is only PATH', async () => {
    vi.stubEnv('AWS_BEARER_TOKEN_BEDROCK', 'a stray secret');
    vi.stubEnv('AWS_PROFILE', 'someone');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { readEnvironment } = startPool({ environment: { OWN: 'from the template' } });
    const variables = await readEnvironment();
    expect(variables).toMatchObject({
      OWN: 'from the template',
      EXTRA: 'from the stage',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'stream',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      PATH: process.env['PATH'],
    });
    const ofLambda =
      /^(AWS_(REGION|DEFAULT_REGION|EXECUTION_ENV|LAMBDA_\w+)|LAMBDA_TASK_ROOT|_HANDLER|LANG|TZ|PATH|_X_AMZN_TRACE_ID)$/;
    expect(
      Object.keys(variables)
        .filter((name) => !ofLambda.test(name))
        .toSorted(),
    ).toEqual(['EXTRA', 'OWN', 'pid']);
  });
});

describe('a function that fails', () => {
  test.each([
    ['throws before it writes', { act: 'throwEarly' }, 'error', 'Error', ''],
    ['throws after it wrote', { act: 'throwLate' }, 'error', 'Error', 'begun'],
    ['never ends', { act: 'never' }, 'timeout', 'Sandbox.Timedout', 'begun'],
    ['is in a busy loop', { act: 'busy' }, 'timeout', 'Sandbox.Timedout', 'begun'],
  ])(
    '%s: what it wrote arrives, then the failure, and the next request is fine',
    async (_name, body, kind, type, written) => {
      const { call } = startPool({ timeoutMs: 4_000 });
      await call({});
      expect(await call(body)).toEqual({ body: written, failure: expect.objectContaining({ kind, type }) });
      expect(await call({})).toEqual({ body: 'one two three', failure: undefined });
    },
  );

  test('asks for its next event before its answer is out: the next request waits for that answer', async () => {
    const { pool } = startPool({ handler: 'overtaking.handler', reservedConcurrency: 1 });
    for (let time = 0; time < 3; time += 1) {
      const invocation = pool.invoke({});
      expect(await text(invocation.output)).toBe(JSON.stringify(invocation.requestId));
      expect(await invocation.outcome).toBeUndefined();
    }
  });

  test('exits in the middle: its log says how, and the next request is fine', async () => {
    const { call, lines } = startPool();
    const { body, failure } = await call({ act: 'exit' });
    expect(body).toBe('begun');
    expect(failure).toBeDefined();
    expect(await call({})).toEqual({ body: 'one two three', failure: undefined });
    expect(lines.join('\n')).toContain('Status: error\tError Type: Runtime.ExitError');
  });

  test('cannot be loaded: every request says so, none hangs', async () => {
    const { call, lines } = startPool({ handler: 'broken.handler' });
    for (let time = 0; time < 2; time += 1)
      expect((await call({})).failure).toMatchObject({ kind: 'init', type: 'Error' });
    expect(lines.filter((line) => line.startsWith('INIT_REPORT'))).toHaveLength(2);
  });

  test('takes too long to load', async () => {
    const { call } = startPool({ handler: 'stuck.handler', timeoutMs: 100 }, { initTimeoutMs: 300 });
    expect((await call({})).failure).toEqual({ kind: 'init', type: 'Sandbox.Timedout' });
  });

  test('a handler that is not there', async () => {
    const { call } = startPool({ handler: 'stream.nobody' });
    expect((await call({})).failure).toMatchObject({ kind: 'init', type: 'Runtime.HandlerNotFound' });
  });
});

test('what a function prints comes between its START and END', async () => {
  const { call, lines } = startPool();
  await call({});
  await expect.poll(() => lines.join('\n')).toContain('REPORT');
  const order = ['START', 'acting parts', 'wrote 2', 'END', 'REPORT'].map((word) =>
    lines.findIndex((line) => line.includes(word)),
  );
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(order).not.toContain(-1);
});
