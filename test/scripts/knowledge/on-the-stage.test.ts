import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askChat } from '../../../scripts/ask/ask-chat.ts';
import { findAsked } from '../../../scripts/ask/find-asked.ts';
import { readCommandLine } from '../../../scripts/knowledge/command-line.ts';
import { run } from '../../../scripts/knowledge/run.ts';
import { tellAnswer } from '../../../scripts/knowledge/tell-answer.ts';
import { findApi } from '../../../scripts/stage/find-api.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';

let stage: TestStage;
let folder: string;
beforeAll(async () => {
  const docs = { model: 'normal', from: 'create', documents: 'knowledge/ja/' };
  stage = await startTestStage({ knowledge: { docs, own: { ...docs, perCaller: true, documents: 'knowledge/vi/' } } });
  folder = await mkdtemp(path.join(tmpdir(), 'rivulet-knowledge-'));
  await mkdir(path.join(folder, 'callers/anna'), { recursive: true });
  await writeFile(path.join(folder, 'ferry.md'), '# Ferries\n\nThe ferry to Hydra leaves at nine.');
  await writeFile(path.join(folder, 'broken.pdf'), '%PDF-1.7 and no more');
  await writeFile(path.join(folder, 'callers/anna/secret.txt'), 'The password of anna is a riddle.');
});
afterAll(async () => {
  await stage.close();
  await rm(folder, { recursive: true });
});

/** What a person gets who types it. */
async function knowledge(...args: string[]) {
  const commandLine = readCommandLine([...args, '--url', stage.url]);
  if (!commandLine || commandLine.command.verb === 'ask') throw new Error('asked elsewhere');
  const { command, where } = commandLine;
  const told: string[] = [];
  const progress = { show: () => undefined, tell: (line: string) => void told.push(line) };
  const { out, isFailed } = await run(command, await findApi(where), { progress, typedIn: folder });
  return { out, isFailed, told };
}

async function ask(question: string, name?: string): Promise<string> {
  const asked = await findAsked({ url: stage.url }, { name, key: undefined });
  let told = '';
  for await (const text of tellAnswer(askChat(asked.target, { model: asked.name, message: question }))) told += text;
  return told;
}

test('documents come, are found, and go', async () => {
  expect(await knowledge('sync', 'docs')).toEqual({
    out: ['Indexed: nothing was new.'],
    isFailed: false,
    told: ['All 8 documents are there already.'],
  });
  expect((await knowledge('ask', 'docs', 'When does the ferry leave?', '--search')).out).toEqual([
    'Nothing was found in the documents.',
  ]);

  const { out, isFailed } = await knowledge('sync', 'docs', '--folder', '.');
  expect(out).toEqual([
    'Indexed: 2 new, 8 deleted, 1 failed.',
    expect.stringMatching(/^ {2}broken\.pdf: failed: .*[^\]]$/),
  ]);
  expect(isFailed).toBe(true);
  expect((await knowledge('ask', 'docs', 'When does the ferry leave?', '--search')).out[0]).toMatch(/ {2}Ferries$/);
  const facts = (await knowledge('list', 'docs')).out.map((line) => line.split(/ {2,}/));
  expect(facts.map(([key, , , state]) => [key, state])).toEqual([
    ['broken.pdf', expect.stringMatching(/^failed: ./)],
    ['callers/anna/secret.txt', 'indexed'],
    ['ferry.md', 'indexed'],
  ]);
  expect(await ask('When does the ferry leave?', 'docs')).toMatch(/^Found:\n {2}\[1\] Ferries {2}\d\.\d\d\n/);

  await knowledge('remove', 'docs', 'broken.pdf', 'callers/');
  expect(await knowledge('remove', 'docs', 'ferry.md')).toMatchObject({
    out: ['Indexed: 1 deleted.'],
    isFailed: false,
  });
  expect(await ask('When does the ferry leave?', 'docs')).toMatch(/^Nothing was found in the documents\.\n/);
});

test('documents of one caller are not found for another', async () => {
  const { out } = await knowledge('sync', 'own', '--folder', '.');
  expect(out.slice(1).map((line) => line.trim().split(':')[0])).toEqual(['broken.pdf', 'ferry.md']);
  expect((await knowledge('ask', 'own', 'What is the password of anna?', '--search')).out.join()).toContain('riddle');
  expect(await ask('What is the password of anna?', 'own')).toMatch(/^Nothing was found in the documents\.\n/);
});

test('with several, a name is needed', async () => {
  await expect(knowledge('list')).rejects.toThrow('there are several; the names are docs and own');
  await expect(ask('How?')).rejects.toThrow('there are several; the names are docs and own');
});
