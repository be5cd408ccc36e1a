import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { domainIn } from '../fixtures/domain-setting.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';

const domain = { ...domainIn('us-east-1'), hostedZone: 'Z0123456789ABC' };

describe('behind a domain of its own', () => {
  let stage: TestStage;
  beforeAll(async () => {
    stage = await startTestStage({ domain, webPage: 'api' });
  });
  afterAll(() => stage.close());

  test('the stage is not in the paths', async () => {
    expect(stage.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const answer = await stage.ask('normal', { accept: 'application/json' });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('river')]);
    expect((await fetch(`${stage.url}dev/chat`)).status).toBe(404);
    expect((await fetch(`${stage.url}me`)).status).toBe(401);
  });

  test('the page is below it, and leads back to itself', async () => {
    const page = await fetch(`${stage.url}web`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const slash = await fetch(`${stage.url}web/`, { redirect: 'manual' });
    expect([slash.status, slash.headers.get('location')]).toEqual([308, '../web']);
  });

  test('keys can be made, as at any other address', async () => {
    const main = new URL('../../scripts/callers/main.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'create', 'anna', '--url', stage.url]);
    const me = await fetch(`${stage.url}me`, { headers: { 'x-api-key': stdout.trim() } });
    expect(me.status).toBe(200);
  });
});

test('a private API answers here as if asked through its VPC endpoint', async () => {
  const stage = await startTestStage({ private: { vpcEndpointIds: ['vpce-0123456789abcdef0'] } });
  expect((await stage.ask('normal')).status).toBe(200);
  expect((await fetch(`${stage.url}me`)).status).toBe(401);
  expect((await fetch(`${stage.url}nowhere`)).status).toBe(404);
  await stage.close();
});
