import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fastApiTests, python } from '../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

const folder = path.resolve(import.meta.dirname, '../../examples/python-agent');
/** Where a stand-in for Strands is: it would ask Bedrock. */
const standIns = path.resolve(import.meta.dirname, '../fixtures/python');

describe.skipIf(!fastApiTests.isPossible)('the agent in Python, behind a proxy', () => {
  let stage: TestStage;
  let server: ReturnType<typeof spawn>;

  beforeAll(async () => {
    const args = ['-B', '-m', 'uvicorn', 'app:app', '--host', '127.0.0.1', '--port', '0', '--app-dir', folder];
    server = spawn(python, args, {
      env: { ...process.env, PYTHONPATH: standIns },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const port = await new Promise<string>((resolve, reject) => {
      let said = '';
      server.once('exit', () => reject(new Error(said)));
      server.stderr?.on('data', (piece) => {
        said += String(piece);
        const [, found] = /running on http:\/\/127\.0\.0\.1:(\d+)/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      });
    });
    stage = await startTestStage({ proxies: { '/python': `http://127.0.0.1:${port}/stream` } });
  });
  afterAll(async () => {
    await stage.close();
    server.kill();
  });

  const ask = (prompt: string) =>
    fetch(`${stage.url}python`, {
      method: 'POST',
      headers: { 'x-api-key': stage.apiKey ?? '', 'content-type': 'application/json' },
      body: JSON.stringify({ prompt }),
    });

  test('answers word by word', async () => {
    const answered = await ask('a river begins');
    expect([answered.status, answered.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    const pieces: string[] = [];
    for await (const piece of answered.body!.pipeThrough(new TextDecoderStream())) pieces.push(piece);
    expect(pieces.join('')).toBe('a river begins ');
    expect(pieces.length, 'not all at once').toBeGreaterThan(1);
  });

  test('refuses as FastAPI does, and what breaks off never looks whole', async () => {
    expect((await ask('')).status).toBe(422);
    await expect((await ask('a river break')).text()).rejects.toThrow();
  });
});
