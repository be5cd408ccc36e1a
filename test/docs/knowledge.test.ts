import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DefinedAgent } from '../../lambda/agents/define-agent.ts';
import { placeOwnDocuments } from '../../scripts/knowledge/own-documents.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { codeBlocks, projectFolder, readDoc } from './markdown.ts';

const doc = readDoc('docs/knowledge.md');
const lines = codeBlocks(doc, 'sh').flatMap((block) => block.split('\n'));
const run = promisify(execFile);

let stage: TestStage;
beforeAll(async () => {
  const setting = /-c 'knowledge=(.*)'$/.exec(lines[0] ?? '')?.[1];
  await placeOwnDocuments();
  const models = { haiku: 'global.anthropic.claude-haiku-5-5' };
  stage = await startTestStage({ knowledge: setting, models, defaultModel: 'haiku' });
});
afterAll(() => stage.close());

test('curl gets an answer with numbered sources', async () => {
  const command = lines.find((line) => line.startsWith('curl')) ?? '';
  const { stdout } = await run('bash', ['-c', command], { env: { ...process.env, URL: stage.url, KEY: stage.apiKey } });
  expect(stdout).toMatch(/“[^”]*rotate a key[^”]*” \[\d\]/);
  expect(stdout).toMatch(/\n\n\[\d\] .+\n/);
});

test('npm run knowledge asks, and syncs what is there', async () => {
  for (const command of lines.filter((line) => line.startsWith('npm run knowledge') && !line.includes('--stack'))) {
    const words = command.replace('npm run knowledge -- ', '');
    const { stdout, stderr } = await run('bash', ['-c', `npm run --silent knowledge -- ${words} --url ${stage.url}`], {
      cwd: projectFolder,
    });
    expect(stdout + stderr).toMatch(words.startsWith('ask') ? /rotate a key/ : /unchanged|nothing|up to date|indexed/i);
  }
}, 120_000);

test('the agent of the example may search', async () => {
  const [code = ''] = codeBlocks(doc, 'ts');
  const folder = path.join(projectFolder, 'dist/docs-knowledge/agents');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'support.ts');
  await writeFile(file, code.replaceAll("'../lambda/", "'../../../lambda/"));
  const { default: agent }: { default: DefinedAgent } = await import(file);
  await rm(path.dirname(folder), { recursive: true });
  expect(agent.tools).toMatchObject([{ kind: 'knowledge', knowledge: 'docs', tools: ['search_docs'] }]);
});
