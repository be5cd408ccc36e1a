import { expect, test } from 'vitest';
import { startProgress } from '../../scripts/progress.ts';

function watch(isTTY: boolean) {
  let written = '';
  const write = (text: string | Uint8Array) => {
    written += String(text);
    return true;
  };
  return { progress: startProgress({ isTTY, write }), written: () => written };
}

test('a terminal has one line that grows, and the next words begin on a new one', () => {
  const { progress, written } = watch(true);
  progress.show('uploaded', 1, 2);
  progress.tell('Another ingestion runs.');
  progress.show('uploaded', 2, 2);
  progress.tell('Done.');
  expect(written().split('\n')).toEqual([
    '\r████████████░░░░░░░░░░░░ uploaded: 1 of 2\u001B[K',
    'Another ingestion runs.',
    '\r████████████████████████ uploaded: 2 of 2\u001B[K',
    'Done.',
    '',
  ]);
});

test('elsewhere each tenth is a line, and the last one is there', () => {
  const { progress, written } = watch(false);
  for (let done = 0; done <= 25; done++) progress.show('uploaded', done, 25);
  const counts = [...written().matchAll(/uploaded: (\d+) of 25\n/g)].map(([, count]) => Number(count));
  expect(counts).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 25]);
});

test.each([true, false])('the same state is told once, and nothing of nothing not at all (terminal: %s)', (isTTY) => {
  const { progress, written } = watch(isTTY);
  progress.show('indexed', 0, 0);
  for (const done of [10, 10, 10]) progress.show('indexed', done, 10);
  expect(written().split('indexed')).toHaveLength(2);
});
