import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DefinedAgent } from '../../lambda/agents/define-agent.ts';
import { askAgent, calls, says } from '../fixtures/agents/ask-agent.ts';
import { codeBlocks, projectFolder, readDoc } from './markdown.ts';

const blocks = codeBlocks(readDoc('docs/agents.md'), 'ts').map((code) => {
  const [, file = ''] = /^\/\/ (agents\/\S+)\n/.exec(code) ?? [];
  return { file, code };
});
/** A copy of the project's agents with those of the docs, inside the project so that they find its packages. */
const copy = path.join(projectFolder, 'dist/docs-agents');

beforeAll(async () => {
  await rm(copy, { recursive: true, force: true });
  for (const folder of ['agents', 'lambda', 'lib'])
    await cp(path.join(projectFolder, folder), path.join(copy, folder), { recursive: true });
  for (const { file, code } of blocks) {
    await mkdir(path.dirname(path.join(copy, file)), { recursive: true });
    await writeFile(path.join(copy, file), code);
  }
});
afterAll(() => rm(copy, { recursive: true, force: true }));

async function load(file: string): Promise<DefinedAgent> {
  const { default: agent }: { default: DefinedAgent } = await import(path.join(copy, file));
  return agent;
}

test('each example of docs/agents.md names its file', () => {
  expect(blocks.map(({ file }) => file)).toEqual([
    'agents/support.ts',
    'agents/tools/order-status.ts',
    'agents/index.ts',
    'agents/permissions.ts',
    'agents/researcher.ts',
    'agents/editor.ts',
  ]);
});

test('together they compile as they are', async () => {
  const config = { extends: path.join(projectFolder, 'tsconfig.json'), include: ['agents'] };
  await writeFile(path.join(copy, 'tsconfig.json'), JSON.stringify(config));
  const tsc = path.join(projectFolder, 'node_modules/.bin/tsc');
  await promisify(execFile)(tsc, ['-p', copy]);
}, 60_000);

test('the first one answers with its tool', async () => {
  const support = await load('agents/support.ts');
  const { text, asked } = await askAgent(support, {
    steps: [calls(['order_status', '{"order":"1001"}']), says('It is on its way.')],
    accept: 'text/plain',
    body: { message: 'Where is 1001?', model: 'assistant' },
  });
  expect(text).toBe('I look.\n\nIt is on its way.');
  expect(JSON.stringify(asked[1]?.chat.turns.at(-1))).toContain('on its way');
});

test('the one with a reader beside it shows nobody the reader’s words', async () => {
  const editor = await load('agents/editor.ts');
  const { text } = await askAgent(editor, {
    steps: [calls(['reader', '{"input":"My draft"}']), says('It is too long.'), says('My text.')],
    accept: 'text/plain',
    body: { message: 'A text, please.', model: 'assistant' },
  });
  expect(text).toBe('I look.\n\nMy text.');
});

test('the list is what the setting takes its names from', async () => {
  const list = await readFile(path.join(projectFolder, 'agents/index.ts'), 'utf8');
  expect(list).toContain("() => import('./assistant.ts')");
});
