import { execFile } from 'node:child_process';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { protocols } from '../../../lambda/protocols/index.ts';

const projectFolder = path.resolve(import.meta.dirname, '../../..');
/** A copy of the function, its agents and of who else has a word for each kind, inside the project so that it finds its packages. */
const copy = path.join(projectFolder, 'dist/compile-errors');
const copied = ['lambda', 'agents', 'web/api/problem.ts'];

/** A field of each wire format, and a name that no client knows. */
const misspelt = [
  ['openai-chat/answer/encode-chunks.ts', 'tool_calls:', 'tool_call:'],
  ['openai-chat/answer/encode-completion.ts', 'refusal:', 'refused:'],
  ['openai-chat/answer/usage.ts', 'prompt_tokens:', 'prompts_tokens:'],
  ['openai-responses/answer/track-items.ts', 'annotation_index:', 'annotation_idx:'],
  ['openai-responses/answer/response.ts', 'presence_penalty:', 'presence_penalties:'],
  ['anthropic-messages/answer/content-blocks.ts', 'partial_json:', 'partial_jsn:'],
  ['anthropic-messages/answer/message.ts', 'cache_creation: {', 'cache_creations: {'],
  ['ui-messages/answer/track-parts.ts', 'inputTextDelta:', 'inputDelta:'],
  ['ui-messages/answer/encode-parts.ts', 'finishReason:', 'finishedReason:'],
] as const;

/** What tsc says once these are misspelt, and there is a stop called `napping` and a failure called `eclipse`. */
let errors: readonly string[];

beforeAll(async () => {
  await rm(copy, { recursive: true, force: true });
  await Promise.all(
    copied.map((name) => cp(path.join(projectFolder, name), path.join(copy, name), { recursive: true })),
  );
  await change('lambda/chat/stop.ts', 'export type StopKind =', "export type StopKind =\n  | 'napping'");
  await change('lambda/chat/failure.ts', 'failures = {', 'failures = { eclipse: { status: 503, retryable: true },');
  await Promise.all(misspelt.map(([name, field, wrong]) => change(`lambda/protocols/${name}`, field, wrong)));
  const config = { extends: path.join(projectFolder, 'tsconfig.json'), include: copied };
  await writeFile(path.join(copy, 'tsconfig.json'), JSON.stringify(config));
  errors = await compile();
}, 60_000);
afterAll(() => rm(copy, { recursive: true, force: true }));

async function change(name: string, from: string, to: string): Promise<void> {
  const file = path.join(copy, name);
  const text = await readFile(file, 'utf8');
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

/** The errors, each with its file from the copy on. */
async function compile(): Promise<string[]> {
  const tsc = path.join(projectFolder, 'node_modules/.bin/tsc');
  const run = promisify(execFile)(tsc, ['-p', '.', '--pretty', 'false'], { cwd: copy });
  const output = await run.then(
    ({ stdout }) => stdout,
    (error: { readonly stdout: string }) => error.stdout,
  );
  return output.split('\n');
}

/** The files with such an error. */
function filesWith(error: string): string[] {
  const named = errors.filter((line) => line.includes(error));
  return named.map((line) => line.slice(0, line.indexOf('('))).toSorted();
}

/** The files with a table that has no word for it. */
function whoLacks(kind: string): string[] {
  return filesWith(`error TS2741: Property '${kind}' is missing`);
}

test('a new kind of stop does not compile until every protocol that answers has its word', () => {
  const others = new Set(['models', 'conversations', 'files', 'openai-embeddings']);
  const answering = protocols.map(({ name }) => name).filter((name) => !others.has(name));
  const files = whoLacks('napping');
  // And the status of a kept turn.
  expect(files.map((file) => file.split('/')[2])).toEqual(['turns', ...answering.toSorted()]);
});

test('a new kind of failure does not compile until every table of words has its own', () => {
  expect(whoLacks('eclipse')).toEqual([
    'lambda/protocols/anthropic-messages/error-types.ts',
    'lambda/protocols/openai/error-body.ts',
    'web/api/problem.ts',
  ]);
});

test.each(misspelt)('%s does not compile with a field that no client knows: %s %s', (name) => {
  const found = errors.filter((line) => line.startsWith(`lambda/protocols/${name}`));
  // What looks a kind of stop up has an error of its own.
  expect(found.filter((line) => !line.includes('error TS7053'))).toHaveLength(1);
});
