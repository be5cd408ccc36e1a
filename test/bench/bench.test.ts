import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import assistant from '../../agents/assistant.ts';
import { startEnvironment } from '../../bench/environment.ts';
import { toEvent } from '../../bench/event.ts';
import { calculator, clock, searchDocs, systemPrompt } from '../../bench/handlers/parts/assistant.ts';
import { config, floor, peers, type Subject } from '../../bench/subjects.ts';
import { createTurns } from '../../bench/turns.ts';
import { readAccess, toCaller } from '../../lambda/entries/to-caller.ts';

const main = path.resolve(import.meta.dirname, '../../bench/main.ts');
const start = (...options: string[]) => promisify(execFile)(process.execPath, [main, ...options]);

test('--help says what it does and its options, and ends without measuring', async () => {
  const { stdout, stderr } = await start('--help');
  expect(stdout).toMatch(
    /^Measures our bundle .*npm run bench -- \[options\].*--only agents .*--help {9}print this help\n$/s,
  );
  expect(stderr).toBe('');
});

test('an unknown option is named, without a stack', async () => {
  await expect(start('--round')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^The bench did not run: Unknown option '--round'[^\n]*\n$/),
  });
});

test('what can be measured alone is named', async () => {
  await expect(start('--only', 'memory')).rejects.toMatchObject({
    code: 1,
    stderr: 'The bench did not run: --only memory is unknown; allowed: agents\n',
  });
});

test('the agent of the peers is ours: the same prompt, and tools of the same names, descriptions and inputs', () => {
  const own = assistant.tools.map((tool) => ('toolSpec' in tool ? tool.toolSpec : undefined));
  // They are given to a model without it, or with it, as a framework pleases.
  const toInput = (schema: z.ZodType) => ({ ...z.toJSONSchema(schema), $schema: undefined });
  const theirs = [clock, calculator, searchDocs].map(({ name, description, schema }) => ({
    name,
    description,
    inputSchema: toInput(schema),
  }));
  expect(theirs).toEqual(own);
  expect(systemPrompt).toBe(assistant.system);
});

test('what the bench asks comes from a caller, as all that API Gateway lets in', () => {
  expect(
    toCaller({ ...toEvent('bench.one').requestContext, requestTimeEpoch: 0 }, readAccess(config, {})),
  ).toMatchObject({ plan: 'standard' });
});

/** A subject with this code in its bundle. */
async function toSubject(code: string): Promise<Subject> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rivulet-subject-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const bundle = path.join(folder, 'index.mjs');
  await writeFile(bundle, code);
  return { name: 'crashing', folder, bundle, variables: {} };
}

test.each([
  ['while it is loaded', 'throw new Error("boom");', 0],
  ['while it answers', 'export const handler = async () => { throw new Error("boom"); };', 1],
  [
    'after some answers',
    `export const handler = async (_event, stream) => {
      stream.write('.');
      stream.write(new Uint8Array(8));
      stream.end('.');
      setTimeout(() => { throw new Error("boom"); }, 50);
    };`,
    Number.POSITIVE_INFINITY,
  ],
])('a subject that crashes %s: what it prints and the error have its name', async (_when, code, questions) => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const subject = await toSubject(code);
  const ask = async () => {
    const environment = await startEnvironment(subject, {});
    for (let count = 0; count < questions; count += 1) await environment.ask({ event: {} });
    return {};
  };
  const turns = createTurns(() => undefined);
  await turns.take(subject, 'warm, round 1', ask);
  expect(turns.skipped).toEqual(['crashing, warm, round 1: its process ended with 1; it was left out from there on']);
  await expect.poll(() => printed.mock.calls.flat()).toContain('crashing: Error: boom');
  printed.mockRestore();
});

test('a peer that failed gets no further turn; the others go on', async () => {
  const [peer, other] = peers;
  const turns = createTurns(() => undefined);
  await turns.take(peer!, 'warm', () => Promise.reject(new Error('gone')));
  await turns.take(peer!, 'memory', () => Promise.resolve({ rssFastMb: 1 }));
  await turns.take(other!, 'memory', () => Promise.resolve({ rssFastMb: 2 }));
  expect([turns.readings.get(peer!), turns.readings.get(other!)]).toEqual([[], [{ rssFastMb: 2 }]]);
});

test('without the floor nothing can be compared: the error names it', async () => {
  const turns = createTurns(() => undefined);
  const measure = () => Promise.reject(new Error('gone'));
  await expect(turns.take(floor, 'warm', measure)).rejects.toThrow('floor, warm: gone');
});
