import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenOnLoopback } from '../../local/listen-on-loopback.ts';
import { startTestStage, type TestStage } from '../fixtures/test-stage.ts';
import { codeBlocks, docFiles, projectFolder, readDoc } from './markdown.ts';

let stage: TestStage;
let keeping: TestStage;
let helping: TestStage;
let passing: TestStage;
let serving: TestStage;
let counting: TestStage;
let embedding: TestStage;
/** Somebody's own. */
const backend = createServer((request, response) => {
  const isFound = request.method === 'POST' && request.url === '/stream';
  response.writeHead(isFound ? 200 : 404).end(isFound ? 'A river of my own.\n' : 'error: not here');
});
beforeAll(async () => {
  stage = await startTestStage();
  keeping = await startTestStage({ conversations: 'on' });
  helping = await startTestStage({
    agents: ['assistant'],
    models: { haiku: 'local.normal', normal: 'local.normal' },
  });
  const port = await listenOnLoopback(backend, 0);
  passing = await startTestStage({ proxies: { '/python': `http://127.0.0.1:${port}/stream` } });
  embedding = await startTestStage({
    models: { normal: 'local.normal', titan: { id: 'local.titan', family: 'titan-embed' } },
    defaultModel: 'normal',
  });
  counting = await startTestStage({ usage: 'on' });
  serving = await startTestStage({ files: 'create' }, { files: path.join(projectFolder, 'docs') });
});
afterAll(async () => {
  await Promise.all([stage, keeping, helping, passing, serving, embedding, counting].map((each) => each.close()));
  backend.close();
  backend.closeAllConnections();
});

/** Every curl command of the docs, with its continuation lines. */
const commands = docFiles.flatMap((file) =>
  ['sh', 'console']
    .flatMap((language) => codeBlocks(readDoc(file), language))
    .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
    .map((line) => line.replace(/^\$ /, ''))
    .filter((line) => line.startsWith('curl'))
    // test/docs/access.test.ts runs it where callers sign.
    .filter((line) => !line.includes('--aws-sigv4'))
    // test/docs/knowledge.test.ts runs it where there are documents.
    .filter((line) => !line.includes('"docs"'))
    // test/docs/budgets-and-cancel.test.ts runs it while there is something to cancel.
    .filter((line) => !line.includes('DELETE'))
    .map((command) => ({ file, command })),
);

test('the docs show how to call it', () => {
  expect(commands.length).toBeGreaterThan(3);
});

function stageFor(file: string, command: string): TestStage {
  if (command.includes('"assistant"')) return helping;
  if (file === 'docs/backends.md') return passing;
  if (file === 'docs/files.md') return serving;
  if (command.includes('usage?')) return counting;
  if (command.includes('v1/embeddings')) return embedding;
  return file === 'docs/conversations.md' || command.includes('conversation') ? keeping : stage;
}

describe.each(commands)('$file: $command', ({ file, command }) => {
  test('answers as the docs say', async () => {
    const { url, apiKey } = stageFor(file, command);
    const env = { ...process.env, URL: url, KEY: apiKey };
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { env });
    expect(stdout).toMatch(/river|"object":"list"|"kind":"key"|^# Files|"key":"access.md"|"days":\[/);
    expect(stdout).not.toMatch(/^error:|"error":/m);
  });
});

const programs = codeBlocks(readDoc('docs/protocols.md'), 'ts').map((program, index) => ({ program, index }));

test.each(programs)('program $index of docs/protocols.md runs as it is', async ({ program, index }) => {
  const file = path.join(projectFolder, `dist/docs-example-${index}.ts`);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, program.replace("'haiku'", "'normal'"));
  const env = { ...process.env, URL: stage.url, KEY: stage.apiKey };
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
  await rm(file);
  expect(stdout).toMatch(/^A river begins/);
});
