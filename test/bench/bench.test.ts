import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEnvironment } from '../../bench/environment.ts';
import { toEvent } from '../../bench/event.ts';
import { config, floor, peers, type Subject } from '../../bench/subjects.ts';
import { createTurns } from '../../bench/turns.ts';
import { readAccess, toCaller } from '../../lambda/entries/to-caller.ts';

const main = path.resolve(import.meta.dirname, '../../bench/main.ts');
const start = (...options: string[]) => promisify(execFile)(process.execPath, [main, ...options]);

test('--help says what it does and its options, and ends without measuring', async () => {
  const { stdout, stderr } = await start('--help');
  expect(stdout).toMatch(/^Measures our bundle .*npm run bench -- \[options\].*--help  print this help\n$/s);
  expect(stderr).toBe('');
});

test('an unknown option is named, without a stack', async () => {
  await expect(start('--round')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^The bench did not run: Unknown option '--round'[^\n]*\n$/),
  });
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
