import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';

// Eight times as much of anything that a client sends, or a model answers, is about eight times the work. Quadratic it would be 64.

interface Growth {
  readonly name: string;
  readonly work: number;
  readonly time: number;
}

let measured: readonly Growth[] = [];
beforeAll(async () => {
  const script = path.resolve(import.meta.dirname, '../fixtures/hostile/measure-growth.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 10_000_000 });
  measured = JSON.parse(stdout);
});

test('each protocol is measured, by its requests and by its answers', () => {
  for (const protocol of ['native', 'openai-chat', 'openai-responses', 'anthropic-messages', 'ui-messages', 'JSON']) {
    expect(measured.filter(({ name }) => name.startsWith(protocol)).length).toBeGreaterThan(6);
  }
});

test('by V8’s counts of the blocks of code that run', () => {
  expect(measured.filter(({ work }) => work > 10)).toEqual([]);
});

test('and by the processor’s time, which sees what runs inside of Node, too', () => {
  expect(measured.filter(({ time }) => time > 40)).toEqual([]);
});
