import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { handle as handleOfTheProject } from '../../lambda/handle.ts';
import { wholeAnswers } from '../fixtures/answers/answers.ts';
import { bedrockOverBytes } from '../fixtures/answers/bedrock-over-bytes.ts';
import { environmentOf } from '../fixtures/handling/environment.ts';
import { incomingOf } from '../fixtures/handling/incoming.ts';
import { MemorySink } from '../fixtures/handling/memory-sink.ts';
import { codeBlocks, projectFolder, readDoc } from './markdown.ts';

type Handle = typeof handleOfTheProject;

/** A copy of the function, inside the project so that it finds its packages. */
const copy = path.join(projectFolder, 'dist/toy-protocol');
const protocolsFolder = path.join(copy, 'lambda/protocols');

beforeAll(async () => {
  await rm(copy, { recursive: true, force: true });
  await mkdir(copy, { recursive: true });
  await cp(path.join(projectFolder, 'lambda'), path.join(copy, 'lambda'), { recursive: true });

  const [example = ''] = codeBlocks(readDoc('docs/architecture.md'), 'ts');
  const [, file = ''] = /^\/\/ lambda\/protocols\/(\S+)\n/.exec(example) ?? [];
  await writeFile(path.join(protocolsFolder, file), example);
  const list = path.join(protocolsFolder, 'index.ts');
  const listed = (await readFile(list, 'utf8')).replace(/\[\s*native/, '[shout, native');
  await writeFile(list, `import { shout } from './${file}';\n${listed}`);
});
afterAll(() => rm(copy, { recursive: true, force: true }));

test('the protocol of docs/architecture.md is one file and one line in the list', async () => {
  const config = { extends: path.join(projectFolder, 'tsconfig.json'), include: ['lambda'] };
  await writeFile(path.join(copy, 'tsconfig.json'), JSON.stringify(config));
  const tsc = path.join(projectFolder, 'node_modules/.bin/tsc');
  await promisify(execFile)(tsc, ['-p', copy]);
});

test('and it answers, and refuses, in its own words', async () => {
  const { handle }: { handle: Handle } = await import(path.join(copy, 'lambda/handle.ts'));
  const bytes = wholeAnswers.find(({ name }) => name === 'scenario normal')?.bytes ?? new Uint8Array();
  const shout = async (body: object) => {
    const sink = new MemorySink();
    await handle(incomingOf({ path: '/shout', body }), sink, environmentOf(bedrockOverBytes([bytes])));
    return [sink.head?.status, sink.text];
  };
  expect(await shout({ say: 'hi' })).toEqual([200, expect.stringContaining('A RIVER BEGINS')]);
  expect(await shout({})).toEqual([400, 'NO: SAY: MUST BE A STRING, GOT NOTHING\n']);
});
