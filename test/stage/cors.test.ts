import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

const app = 'https://app.example.com';
const local = 'http://localhost:3000';
const foreign = 'https://app.example.com.evil.example';

/** Who asks, in the spellings of HTTP/1.1 and HTTP/2. */
const readers: readonly Record<string, string>[] = [{ Origin: app }, { origin: app }];
const others: readonly Record<string, string>[] = [{ origin: foreign }, { Origin: foreign }, { origin: 'null' }, {}];

/** Every kind of answer, and whether the function or API Gateway gives it. */
const answers = [
  { answer: 'an answer', by: 'function', status: 200, method: 'GET', path: 'chat', hasKey: true },
  { answer: 'a list', by: 'function', status: 200, method: 'GET', path: 'v1/models', hasKey: true },
  { answer: 'a refusal', by: 'function', status: 400, method: 'GET', path: 'chat?message=', hasKey: true },
  { answer: 'preflight', by: 'preflight', status: 204, method: 'OPTIONS', path: 'chat', hasKey: false },
  { answer: 'preflight of nothing', by: 'preflight', status: 204, method: 'OPTIONS', path: 'nope', hasKey: false },
  { answer: 'no key', by: 'gateway', status: 401, method: 'GET', path: 'chat', hasKey: false },
  { answer: 'not found', by: 'gateway', status: 404, method: 'GET', path: 'nope', hasKey: true },
  { answer: 'wrong method', by: 'gateway', status: 405, method: 'DELETE', path: 'chat', hasKey: true },
] as const;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly hasKey: boolean;
}

async function ask(stage: TestStage, { method, path, hasKey }: Asked, headers: Record<string, string>) {
  const key: Record<string, string> = hasKey ? { 'x-api-key': stage.apiKey ?? '' } : {};
  const asked = request(`${stage.url}${path}`, { method, headers: { ...headers, ...key } }).end();
  const [response]: IncomingMessage[] = await once(asked, 'response');
  response?.resume();
  return {
    status: response?.statusCode,
    allowOrigin: response?.headers['access-control-allow-origin'],
    vary: response?.headers['vary'],
  };
}

/** As the Fetch standard says ("CORS check"), without credentials. */
const mayRead = (origin: string, allowOrigin: string | undefined) => allowOrigin === '*' || allowOrigin === origin;

describe('with several origins', () => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage({ corsOrigins: [local, app] });
  });
  afterAll(() => stage.close());

  describe.each(answers)('$answer ($status)', ({ by, status, ...asked }) => {
    const vary = by === 'gateway' ? undefined : 'origin';

    test.each(readers)('names a listed origin: %j', async (headers) => {
      const allowOrigin = by === 'gateway' ? '*' : app;
      expect(await ask(stage, asked, headers)).toEqual({ status, allowOrigin, vary });
    });

    test.each(others)('names nobody for %j', async (headers) => {
      const allowOrigin = by === 'gateway' ? '*' : undefined;
      expect(await ask(stage, asked, headers)).toEqual({ status, allowOrigin, vary });
    });
  });

  test('a page of a foreign origin stops at preflight, and its own name comes back in nothing', async () => {
    for (const { by, ...asked } of answers) {
      const { allowOrigin } = await ask(stage, asked, { origin: foreign });
      expect(allowOrigin).not.toBe(foreign);
      expect(mayRead(foreign, allowOrigin), asked.answer).toBe(by === 'gateway');
    }
  });

  test('a page of the API’s own origin is answered: its browser asks for no header', async () => {
    const asked = { method: 'GET', path: 'chat', hasKey: true };
    const own = await ask(stage, asked, { origin: new URL(stage.url).origin });
    expect(own).toEqual({ status: 200, allowOrigin: undefined, vary: 'origin' });
  });
});

describe('with one origin', () => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage({ corsOrigins: app });
  });
  afterAll(() => stage.close());

  test.each(answers)(
    '$answer ($status) is for its pages, and errors of API Gateway for all',
    async ({ by, ...asked }) => {
      const own = await ask(stage, asked, { origin: app });
      expect(mayRead(app, own.allowOrigin)).toBe(true);
      const other = await ask(stage, asked, { origin: foreign });
      expect(mayRead(foreign, other.allowOrigin)).toBe(by === 'gateway');
    },
  );
});
