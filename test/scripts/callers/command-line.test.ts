import { expect, test } from 'vitest';
import { readCommandLine } from '../../../scripts/callers/command-line.ts';

const local = { url: 'http://127.0.0.1:3000/dev/' };

test.each<[args: string[], read: ReturnType<typeof readCommandLine>]>([
  [['list'], { command: { verb: 'list' }, where: local }],
  [['create', 'anna'], { command: { verb: 'create', name: 'anna', plan: undefined }, where: local }],
  [
    ['create', 'anna', '--plan', 'team', '--stack', 'Rivulet'],
    { command: { verb: 'create', name: 'anna', plan: 'team' }, where: { stack: 'Rivulet' } },
  ],
  [
    ['usage', 'anna', '--url', 'https://a.example/'],
    { command: { verb: 'usage', name: 'anna' }, where: { url: 'https://a.example/' } },
  ],
  [['revoke', 'anna'], { command: { verb: 'revoke', name: 'anna' }, where: local }],
  [['--help'], undefined],
])('reads %j', (args, read) => {
  expect(readCommandLine(args)).toEqual(read);
});

test.each<[args: string[], problem: string]>([
  [[], 'no command: allowed are create, list, usage and revoke. npm run callers -- --help says more'],
  [['delete', 'anna'], 'delete: allowed are create, list, usage and revoke. npm run callers -- --help says more'],
  [['create'], 'create needs a name: 1 to 64 letters, digits, spaces and _.@-'],
  [['create', 'a/b'], 'create needs a name: 1 to 64 letters, digits, spaces and _.@-'],
  [['create', 'anna', 'bob'], 'bob: one name at a time'],
  [['list', '--plan', 'team'], '--plan is for create: to change a plan, create a new key'],
  [['list', '--url', 'a', '--stack', 'b'], 'send --url or --stack, not both'],
  [['list', '--region', 'x'], "Unknown option '--region'"],
])('refuses %j', (args, problem) => {
  expect(() => readCommandLine(args)).toThrow(problem);
});
