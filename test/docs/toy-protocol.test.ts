import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { handle as handleOfTheProject } from '../../lambda/handle.ts';
import type { Head } from '../../lambda/http/sink.ts';
import { listenOnLoopback } from '../../local/listen-on-loopback.ts';
import { wholeAnswers } from '../fixtures/answers/answers.ts';
import { bedrockOverBytes } from '../fixtures/answers/bedrock-over-bytes.ts';
import { environmentOf } from '../fixtures/handling/environment.ts';
import { incomingOf } from '../fixtures/handling/incoming.ts';
import { MemorySink } from '../fixtures/handling/memory-sink.ts';
import { lazy } from '../fixtures/toy-protocols/lazy.ts';
import { riverBytes } from '../fixtures/toy-protocols/pictures.ts';
import { codeBlocks, projectFolder, readDoc } from './markdown.ts';

type Handle = typeof handleOfTheProject;

/** A copy of the function, inside the project so that it finds its packages. */
const copy = path.join(projectFolder, 'dist/toy-protocol');
const toys = 'test/fixtures/toy-protocols';
const protocolsFolder = path.join(copy, 'lambda/protocols');

beforeAll(async () => {
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy, { recursive: true });
  for (const folder of ['lambda', 'agents', toys])
    await cp(path.join(projectFolder, folder), path.join(copy, folder), { recursive: true });

  const [example = ''] = codeBlocks(readDoc('docs/architecture.md'), 'ts');
  const [, file = ''] = /^\/\/ lambda\/protocols\/(\S+)\n/.exec(example) ?? [];
  await writeFile(path.join(protocolsFolder, file), example);
  const list = path.join(protocolsFolder, 'index.ts');
  const listed = (await readFile(list, 'utf8')).replace(/\[\s*native/, '[shout, lazy, native');
  const imports = `import { shout } from './${file}';\nimport { lazy } from '../../${toys}/lazy.ts';\n`;
  await writeFile(list, imports + listed);
});
async function importHandle(): Promise<Handle> {
  const { handle }: { handle: Handle } = await import(path.join(copy, 'lambda/handle.ts'));
  return handle;
}
afterAll(() => rm(copy, { recursive: true, force: true }));

test('the protocol of docs/architecture.md is one file and one line in the list', async () => {
  const config = { extends: path.join(projectFolder, 'tsconfig.json'), include: ['lambda'] };
  await writeFile(path.join(copy, 'tsconfig.json'), JSON.stringify(config));
  const tsc = path.join(projectFolder, 'node_modules/.bin/tsc');
  await promisify(execFile)(tsc, ['-p', copy]);
});

test('and it answers, and refuses, in its own words', async () => {
  const handle = await importHandle();
  const bytes = wholeAnswers.find(({ name }) => name === 'scenario normal')?.bytes ?? new Uint8Array();
  const shout = async (body: object) => {
    const sink = new MemorySink();
    await handle(incomingOf({ path: '/shout', body }), sink, environmentOf(bedrockOverBytes([bytes])));
    return [sink.head?.status, sink.text];
  };
  expect(await shout({ say: 'hi' })).toEqual([200, expect.stringContaining('A RIVER BEGINS')]);
  expect(await shout({})).toEqual([400, 'NO: SAY: MUST BE A STRING, GOT NOTHING\n']);
});

describe('what few requests need is loaded by the first that does: parse and act are awaited', () => {
  /** Serves the copy's protocols, and returns the address of the lazy one's picture. */
  async function startServer(): Promise<URL> {
    const handle = await importHandle();
    const server = http.createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://local');
      const query = { name: searchParams.getAll('name') };
      const sink = { open: ({ status, headers }: Head) => response.writeHead(status, headers) };
      handle(incomingOf({ method: 'GET', path: pathname, query }), sink, environmentOf(bedrockOverBytes([]))).catch(
        () => response.destroy(),
      );
    });
    onTestFinished(() => void server.close());
    return new URL(lazy.routes[0].path, `http://127.0.0.1:${await listenOnLoopback(server, 0)}`);
  }

  test.each([
    ['river', 200, 'image/png', Buffer.concat(riverBytes)],
    ['lake', 404, 'text/plain', Buffer.from('no picture: not-found')],
    ['locked', 403, 'text/plain', Buffer.from('no picture: access-denied')],
  ])('%s: %i', async (name, status, mediaType, bytes) => {
    const answer = await fetch(new URL(`?name=${name}`, await startServer()));
    const { headers } = answer;
    expect([answer.status, headers.get('content-type'), headers.get('x-request-id')]).toEqual([
      status,
      mediaType,
      'request-1',
    ]);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  });
});
