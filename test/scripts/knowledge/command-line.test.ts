import { expect, test } from 'vitest';
import { readCommandLine } from '../../../scripts/knowledge/command-line.ts';

const local = { url: 'http://127.0.0.1:3000/dev/' };

test.each<[args: string[], read: ReturnType<typeof readCommandLine>]>([
  [['sync'], { where: local, command: { verb: 'sync', name: undefined, folder: undefined } }],
  [
    ['sync', 'docs', '--folder', 'manuals', '--stack', 'Rivulet-dev'],
    { where: { stack: 'Rivulet-dev' }, command: { verb: 'sync', name: 'docs', folder: 'manuals' } },
  ],
  [['list', 'docs'], { where: local, command: { verb: 'list', name: 'docs' } }],
  [
    ['remove', 'docs', 'a.md', 'ja/'],
    { where: local, command: { verb: 'remove', given: ['docs', 'a.md', 'ja/'], isAll: false } },
  ],
  [['remove', '--all'], { where: local, command: { verb: 'remove', given: [], isAll: true } }],
  [['ask', 'How?'], { where: local, command: { verb: 'ask', name: undefined, question: 'How?' } }],
  [
    ['ask', 'docs', 'How?', '--url', 'https://a.example/', '--key', 'k'],
    { where: { url: 'https://a.example/' }, command: { verb: 'ask', name: 'docs', question: 'How?', key: 'k' } },
  ],
  [['ask', 'docs', 'How?', '--search'], { where: local, command: { verb: 'search', name: 'docs', question: 'How?' } }],
  [['sync', '--help'], undefined],
])('reads %j', (args, read) => {
  expect(readCommandLine(args)).toEqual(read);
});

test('where it is may come by the variable URL, as npm start prints it', () => {
  expect(readCommandLine(['list'], { URL: 'http://127.0.0.1:4321/dev/' })?.where).toEqual({
    url: 'http://127.0.0.1:4321/dev/',
  });
});

test('a key may come by the variable RIVULET_KEY, which the command line overrides', () => {
  const keyOf = (args: string[], variable: string) => {
    const command = readCommandLine(['ask', 'How?', ...args], { RIVULET_KEY: variable })?.command;
    return command?.verb === 'ask' ? command.key : undefined;
  };
  expect(keyOf([], 'from-the-shell')).toBe('from-the-shell');
  expect(keyOf(['--key', 'typed'], 'from-the-shell')).toBe('typed');
  expect(keyOf([], '')).toBeUndefined();
});

test.each<[args: string[], problem: string]>([
  [[], 'no command: allowed are sync, list, remove and ask'],
  [['upload'], 'upload: allowed are sync, list, remove and ask'],
  [['sync', 'docs', 'wiki'], 'wiki: one name at a time'],
  [['list', '--folder', 'a'], '--folder is for sync'],
  [['sync', '--all'], '--all is for remove'],
  [['sync', '--key', 'a'], '--key is for ask'],
  [['list', '--search'], '--search is for ask'],
  [['search', 'How?'], 'search: allowed are sync, list, remove and ask'],
  [['remove'], 'remove needs the path of a document as list shows it'],
  [['ask'], 'ask needs a question in quotation marks'],
  [['ask', ' '], 'ask needs a question in quotation marks'],
  [['ask', 'docs', 'How', 'does'], 'put the question in quotation marks'],
  [['sync', '--fodler', 'a'], '--fodler is no option here: allowed are --url, --stack, --folder, --all'],
  [['sync', '--url', 'a', '--stack', 'b'], 'send --url or --stack, not both'],
])('refuses %j', (args, problem) => {
  expect(() => readCommandLine(args)).toThrow(problem);
});
