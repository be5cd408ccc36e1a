import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { APIGatewayClient, CreateApiKeyCommand, CreateUsagePlanKeyCommand } from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

const main = path.resolve(import.meta.dirname, '../../../scripts/callers/main.ts');
const run = promisify(execFile);

let stage: TestStage;
beforeAll(async () => {
  stage = await startTestStage({ plans: { standard: { names: ['normal'] }, team: {} } });
});
afterAll(() => stage.close());

async function callers(...args: string[]) {
  const { stdout, stderr } = await run(process.execPath, [main, ...args, '--url', stage.url]).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return { out: stdout.trim(), about: stderr.trim() };
}

const me = async (key: string) => {
  const response = await fetch(`${stage.url}me`, { headers: { 'x-api-key': key } });
  return { status: response.status, body: await response.json() };
};

test('a key that is made works at once, is counted, listed without its value, and refused once it is revoked', async () => {
  const anna = await callers('create', 'anna', '--plan', 'team');
  expect(anna.about).toBe('The key of anna, of the plan team. It is printed only now:');
  expect(anna.out).toMatch(/^team\.[\w-]{32}$/);
  expect(await me(anna.out)).toMatchObject({ status: 200, body: { kind: 'key', plan: 'team' } });
  expect(await me(anna.out)).toMatchObject({ status: 200 });

  const today = new Date().toISOString().slice(0, 10);
  expect(await callers('usage', 'anna')).toEqual({ out: `${today}  2`, about: '' });

  const bob = await callers('create', 'bob');
  expect(await me(bob.out)).toMatchObject({ body: { plan: 'standard', names: ['normal'] } });
  expect(await callers('usage', 'bob')).toMatchObject({ out: `${today}  1` });

  const revoked = await callers('revoke', 'anna');
  expect(revoked.about).toBe('The key of anna is revoked: API Gateway refuses it from now on.');
  expect((await me(anna.out)).status).toBe(401);
  expect((await me(bob.out)).status).toBe(200);

  const list = await callers('list');
  expect(list.out.split('\n').map((line) => line.split(/ {2,}/).filter((_, column) => column !== 2))).toEqual([
    [expect.any(String), 'standard'],
    ['bob', 'standard'],
    [expect.any(String), 'team'],
    ['anna', 'team', 'revoked'],
  ]);
  expect(list.out).not.toContain(anna.out);
  expect(stage.lines.join('\n')).not.toContain(anna.out);
});

test('of several keys with one name it asks which, and takes an id', async () => {
  const first = await callers('create', 'eve');
  const [id = ''] =
    /\S{10}$/.exec((await callers('list')).out.split('\n').find((line) => line.startsWith('eve')) ?? '') ?? [];
  const client = new APIGatewayClient({
    endpoint: new URL(stage.url).origin,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const value = 'team.made-in-the-console-0';
  const { id: keyId } = await client.send(new CreateApiKeyCommand({ name: 'eve', value, enabled: true }));
  const usagePlanId = stage.api.plans[1]?.id;
  await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }));
  expect((await callers('revoke', 'eve')).about).toBe(`eve has several keys: send an id instead, ${id} or ${keyId}`);
  expect((await callers('revoke', id)).about).toContain('is revoked');
  expect((await me(first.out)).status).toBe(401);
  expect(await me(value)).toMatchObject({ status: 200, body: { plan: 'team' } });
  expect((await callers('revoke', 'eve')).about).toContain('is revoked');
  expect((await me(value)).status).toBe(401);
});

test.each<[says: string, args: string[]]>([
  ['there is no plan gold: --plan standard or team', ['create', 'carl', '--plan', 'gold']],
  ['dora has a key already: choose another name', ['create', 'dora']],
  ['there is no key of nobody: npm run callers -- list shows all', ['revoke', 'nobody']],
  ['there is no key of nobody: npm run callers -- list shows all', ['usage', 'nobody']],
])('says “%s”', async (says, args) => {
  if (args[1] === 'dora') await callers('create', 'dora');
  expect(await callers(...args)).toEqual({ out: '', about: says });
});

test('says that nothing answers where no stage runs', async () => {
  const failed = await run(process.execPath, [main, 'list', '--url', 'http://127.0.0.1:9/dev/']).catch(
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  );
  expect(failed).toEqual({
    code: 1,
    stderr: expect.stringContaining('nothing answers at http://127.0.0.1:9/dev/: is "npm start" running? '),
  });
});
