import { expect, test } from 'vitest';
import { helpText } from '../../../scripts/evaluate/help-text.ts';
import { questions } from '../../../scripts/evaluate/questions/questions.ts';
import { readCommandLine } from '../../../scripts/evaluate/command-line.ts';

const none = {
  where: { url: 'http://127.0.0.1:3000/dev/' },
  name: undefined,
  key: undefined,
  thresholds: {},
  isJson: false,
  questions: undefined,
  folder: undefined,
};

test.each<[args: string[], read: ReturnType<typeof readCommandLine>]>([
  [[], none],
  [['docs', '--json'], { ...none, name: 'docs', isJson: true }],
  [['--least-hit', '90', '--least-told', '87.5'], { ...none, thresholds: { hit: 90, told: 87.5 } }],
  [['--stack', 'Rivulet-dev', '--key', 'k'], { ...none, where: { stack: 'Rivulet-dev' }, key: 'k' }],
  [['--questions', 'own.json', '--folder', 'manuals'], { ...none, questions: 'own.json', folder: 'manuals' }],
  [['--help'], undefined],
])('reads %j', (args, read) => {
  expect(readCommandLine(args)).toEqual(read);
});

test('where it is may come by the variable URL', () => {
  expect(readCommandLine([], { URL: 'http://127.0.0.1:4321/dev/' })?.where).toEqual({
    url: 'http://127.0.0.1:4321/dev/',
  });
});

test('the help says how many questions there are', () => {
  expect(helpText).toContain(`${questions.length} questions are asked`);
});

test('a key may come by the variable RIVULET_KEY', () => {
  expect(readCommandLine([], { RIVULET_KEY: 'v' })?.key).toBe('v');
  expect(readCommandLine(['--key', 'k'], { RIVULET_KEY: 'v' })?.key).toBe('k');
  expect(readCommandLine([], { RIVULET_KEY: '' })?.key).toBeUndefined();
});

test.each<[args: string[], problem: string]>([
  [['docs', 'wiki'], 'wiki: one name at a time'],
  [['--least-hit', '101'], '--least-hit is 101: allowed is a percent, a number from 0 to 100'],
  [['--least-cited', 'most'], '--least-cited is most: allowed is a percent, a number from 0 to 100'],
  [['--folder', 'manuals'], '--folder is for --questions'],
  [['--question', 'a'], '--question is no option here: allowed are --url, --stack, --questions'],
  [['--least-hit='], '--least-hit is : allowed is a percent'],
  [['--url', 'a', '--stack', 'b'], 'send --url or --stack, not both'],
])('refuses %j', (args, problem) => {
  expect(() => readCommandLine(args)).toThrow(problem);
});
