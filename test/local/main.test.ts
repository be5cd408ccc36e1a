import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../local/listen-on-loopback.ts';
import { says, startModelServer, stops } from '../fixtures/model-server.ts';

const projectFolder = path.resolve(import.meta.dirname, '../..');

function startMain(
  commandArguments: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): ChildProcess {
  const main = spawn(process.execPath, ['local/main.ts', ...commandArguments], {
    cwd: projectFolder,
    env: { PATH: process.env['PATH'], ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void main.kill('SIGKILL'));
  return main;
}

/** Waits until it runs. Returns its output, and the address in it. */
async function waitForStart(main: ChildProcess): Promise<{ printed: string; url: string }> {
  let printed = '';
  main.stdout!.on('data', (chunk) => (printed += chunk));
  main.stderr!.resume();
  await expect.poll(() => printed).toMatch(/\n\n$/);
  return { printed, url: /http\S+/.exec(printed)?.[0] ?? '' };
}

test('Ctrl-C ends it, also while an answer flows', async () => {
  const main = startMain(['-c', 'access=open', '-c', 'waf=declined', '-c', 'models={"steady":"local.steady"}'], {
    PORT: '0',
  });
  const { url } = await waitForStart(main);
  const reader = (await fetch(url)).body!.getReader();
  await reader.read();
  main.kill('SIGINT');
  expect(await once(main, 'exit')).toEqual([0, null]);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('the warnings of the stack are printed', async () => {
  const main = startMain(['-c', 'access=open', '-c', 'waf=declined'], { PORT: '0' });
  const warned = text(main.stderr!);
  await expect.poll(() => main.stdout!.readableLength).toBeGreaterThan(0);
  main.kill('SIGTERM');
  expect(await warned).toContain('Warning: access is "open"');
});

test('a firewall that the stack has is said not to be emulated, in one line', async () => {
  const main = startMain(['-c', 'waf={"ipRate":100}'], { PORT: '0' });
  const warned = text(main.stderr!);
  await expect.poll(() => main.stdout!.readableLength).toBeGreaterThan(0);
  main.kill('SIGTERM');
  expect((await warned).split('\n')).toContain(
    'Note: the firewall (the setting waf) is not emulated. Nothing is counted, blocked or logged by it here.',
  );
});

test('--data with settings that make no table is said to keep nothing', async () => {
  const main = startMain(['--data', path.join(tmpdir(), 'never-made')], { PORT: '0' });
  const warned = text(main.stderr!);
  await expect.poll(() => main.stdout!.readableLength).toBeGreaterThan(0);
  main.kill('SIGTERM');
  expect(await warned).toContain('Note: --data keeps nothing, because these settings make no table.');
});

test('--files with settings that serve none says which setting does', async () => {
  const main = startMain(['--files', 'docs'], { PORT: '0' });
  const [message, [code]] = await Promise.all([text(main.stderr!), once(main, 'exit')]);
  expect(message).toContain(
    'The local stage did not start: --files docs: the setting files is off: add -c files=create',
  );
  expect(code).toBe(1);
});

test('builds, synthesizes and starts; its curl lines work as they are; SIGTERM ends all', async () => {
  const main = startMain([], { PORT: '0' });
  const { printed, url } = await waitForStart(main);
  expect(printed).toMatch(/^Local stage: http:\/\/127\.0\.0\.1:\d+\/dev\/\n/);
  const commands = printed.split('\n').filter((line) => line.startsWith('curl'));
  expect(commands).toHaveLength(4);
  expect(printed).toMatch(/^export URL='http.*' KEY='.*'$/m);
  const [, page = '', key] = /^Chat page: +(\S+)\nIts key: +(\S+)$/m.exec(printed) ?? [];
  expect(await (await fetch(page)).text()).toContain('<title>Rivulet</title>');
  expect(printed).toContain(`KEY='${key}'`);
  for (const command of commands) {
    const { stdout } = await promisify(execFile)('sh', ['-c', `${command} --silent --show-error --fail`]);
    expect(stdout.length).toBeGreaterThan(0);
  }
  main.kill('SIGTERM');
  expect(await once(main, 'exit')).toEqual([0, null]);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('a port in use: says which, and what to do', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  const port = await listenOnLoopback(server, 0);
  const main = startMain(['--port', String(port)]);
  const [message, [code]] = await Promise.all([text(main.stderr!), once(main, 'exit')]);
  expect(message).toContain(
    `port ${port} is already in use: stop the program that uses it, or choose another port with npm start -- --port N`,
  );
  expect(code).toBe(1);
});

test('an unknown setting gives the same message as synth, without a stack trace', async () => {
  const main = startMain(['-c', 'maxToken=5', '--port', '0']);
  const [message, [code]] = await Promise.all([text(main.stderr!), once(main, 'exit')]);
  expect(message).toContain('unknown setting maxToken: did you mean maxTokens?');
  expect(message).not.toContain('    at ');
  expect(code).toBe(1);
});

test('the real Bedrock, unreachable: prints the region, the models and what to check', async () => {
  const main = startMain(
    ['--bedrock', 'aws', '-c', 'access=open', '-c', 'waf=declined', '-c', 'models={"nova":"eu.amazon.nova-pro-v1:0"}'],
    {
      PORT: '0',
      AWS_DEFAULT_REGION: 'eu-nowhere-1',
      AWS_ACCESS_KEY_ID: 'AKIDOFTHESHELL',
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
  );
  let warned = '';
  main.stderr!.on('data', (chunk) => (warned += chunk));
  const countWarnings = () =>
    warned.match(/Warning: Bedrock can't be reached: no connection to bedrock-runtime\.eu-nowhere-1\./g)?.length;
  const { printed, url } = await waitForStart(main);
  expect(printed).toMatch(/^Bedrock: +eu-nowhere-1, from AWS_DEFAULT_REGION \(bedrock-runtime\.eu-nowhere-1\./m);
  expect(printed).toMatch(/^Models: +nova = eu\.amazon\.nova-pro-v1:0$/m);
  await expect.poll(countWarnings).toBe(1);
  // The client gets the same message as from a deployment.
  expect(await (await fetch(`${url}chat`, { method: 'POST', body: '{"message":"Hi"}' })).text()).toContain('try again');
  await expect.poll(countWarnings).toBe(2);
});

test('a model of one’s own: prints which it is, answers with it, and says what a failure means', async () => {
  const server = await startModelServer(({ body }) =>
    JSON.stringify(body).includes('fail')
      ? { status: 503, body: 'busy' }
      : [says('Own words.'), stops('stop'), '[DONE]'],
  );
  onTestFinished(server.close);
  const main = startMain(['--bedrock', server.url, '-c', 'access=open', '-c', 'waf=declined'], { PORT: '0' });
  let warned = '';
  main.stderr!.on('data', (chunk) => (warned += chunk));
  const { printed, url } = await waitForStart(main);
  expect(printed).toContain(`\nModel:       tiny at ${server.url}, which answers for haiku\n`);
  const ask = (message: string) => fetch(`${url}chat`, { method: 'POST', body: JSON.stringify({ message }) });
  expect(await (await ask('Hi')).text()).toBe('Own words.');
  expect((await ask('fail')).status).toBe(503);
  await expect
    .poll(() => warned)
    .toContain(`Note: The model tiny at ${server.url}: its server answered with status 503. Its own log may say more`);
  // The function has asked three times.
  expect(warned.match(/status 503/g)).toHaveLength(1);
});

test('the real Bedrock without a region does not start', async () => {
  const main = startMain(['--bedrock', 'aws', '--port', '0'], { AWS_ACCESS_KEY_ID: 'AKID', HOME: '/nowhere' });
  const [message, [code]] = await Promise.all([text(main.stderr!), once(main, 'exit')]);
  expect(message).toContain('--bedrock aws needs a region: set AWS_REGION or AWS_DEFAULT_REGION');
  expect(code).toBe(1);
});
