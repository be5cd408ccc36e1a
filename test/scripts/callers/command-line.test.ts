import { expect, test } from 'vitest';
import { readCommandLine } from '../../../scripts/callers/command-line.ts';
import { codeBlocks, readDoc } from '../../docs/markdown.ts';

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
    { command: { verb: 'usage', who: { name: 'anna' } }, where: { url: 'https://a.example/' } },
  ],
  [['revoke', 'anna'], { command: { verb: 'revoke', name: 'anna' }, where: local }],
  [['usage', '--caller', '0a1b'], { command: { verb: 'usage', who: { caller: '0a1b' } }, where: local }],
  [
    ['usage', 'anna', '--from', '2026-11-01', '--to', '2026-11-28'],
    {
      command: { verb: 'usage', who: { name: 'anna' }, days: { from: '2026-11-01', to: '2026-11-28', isCsv: false } },
      where: local,
    },
  ],
  [['usage', '--all'], { command: { verb: 'usage', who: 'all', days: { isCsv: false } }, where: local }],
  [['usage', '--all', '--csv'], { command: { verb: 'usage', who: 'all', days: { isCsv: true } }, where: local }],
  [['limit', 'anna'], { command: { verb: 'limit', who: { name: 'anna' }, changes: [] }, where: local }],
  [
    ['limit', 'anna', '--day-tokens', '0', '--day-usd', '2.50', '--month-tokens', 'none', '--month-usd', 'plan'],
    {
      command: {
        verb: 'limit',
        who: { name: 'anna' },
        changes: [
          { kind: 'day', measure: 'tokens', to: 0 },
          { kind: 'day', measure: 'nanoUsd', to: 2_500_000_000 },
          { kind: 'month', measure: 'tokens', to: 'none' },
          { kind: 'month', measure: 'nanoUsd', to: 'plan' },
        ],
      },
      where: local,
    },
  ],
  [
    ['limit', '--caller', '0a1b', '--day-usd', '0.000000001'],
    {
      command: {
        verb: 'limit',
        who: { caller: '0a1b' },
        changes: [{ kind: 'day', measure: 'nanoUsd', to: 1 }],
      },
      where: local,
    },
  ],
  [['--help'], undefined],
])('reads %j', (args, read) => {
  expect(readCommandLine(args)).toEqual(read);
});

test.each<[args: string[], problem: string]>([
  [[], 'no command: allowed are create, list, usage, limit and revoke. npm run callers -- --help says more'],
  [
    ['delete', 'anna'],
    'delete: allowed are create, list, usage, limit and revoke. npm run callers -- --help says more',
  ],
  [['create'], 'create needs a name: 1 to 64 letters, digits, spaces and _.@-'],
  [['create', 'a/b'], 'create needs a name: 1 to 64 letters, digits, spaces and _.@-'],
  [['create', 'anna', 'bob'], 'bob: one name at a time'],
  [['list', '--plan', 'team'], '--plan is for create: to change a plan, create a new key'],
  [['list', '--url', 'a', '--stack', 'b'], 'send --url or --stack, not both'],
  [['list', '--region', 'x'], '--region is no option here: allowed are --url, --stack, --plan'],
  [['usage'], 'usage without --all needs a name: 1 to 64 letters, digits, spaces and _.@-'],
  [['usage', 'anna', '--all'], 'send a name, --caller or --all: only one of them'],
  [['list', '--all'], '--from, --to, --all and --csv are for usage'],
  [['limit', 'anna', '--csv'], '--from, --to, --all and --csv are for usage'],
  [['limit'], 'limit needs a name: 1 to 64 letters, digits, spaces and _.@-'],
  [['limit', 'anna', '--caller', '0a1b'], 'send a name or --caller, not both'],
  [['revoke', '--caller', '0a1b'], '--caller is for usage and limit'],
  [['usage', '--caller', 'a/b'], '--caller needs the id that GET /me and the log show: 1 to 64 letters and digits'],
  [['usage', 'anna', '--day-tokens', '5'], '--day-tokens, --day-usd, --month-tokens and --month-usd are for limit'],
  ...['1.5', '1e3', '', '9007199254740992', 'all'].map((tokens): [string[], string] => [
    ['limit', 'anna', '--month-tokens', tokens],
    `--month-tokens is ${tokens}: allowed are a whole number of tokens, none (no limit) and plan (what the plan says)`,
  ]),
  ...['$5', '0.0000000001', '1000000.01'].map((usd): [string[], string] => [
    ['limit', 'anna', '--day-usd', usd],
    `--day-usd is ${usd}: allowed are US dollars from 0 to 1000000 with up to 9 decimals, none (no limit) and plan (what the plan says)`,
  ]),
])('refuses %j', (args, problem) => {
  expect(() => readCommandLine(args)).toThrow(problem);
});

const shown = ['docs/access.md', 'docs/budgets.md']
  .flatMap((file) => codeBlocks(readDoc(file), 'sh').join('\n').split('\n'))
  .flatMap((line) => /^npm run callers -- ([^#]+)/.exec(line)?.[1]?.trim() ?? []);

test.each(shown)('reads what the docs show: %s', (command) => {
  expect(() => readCommandLine(command.split(' '))).not.toThrow();
});

test('the docs show every verb', () => {
  expect(new Set(shown.map((command) => command.split(' ')[0]))).toEqual(
    new Set(['create', 'list', 'usage', 'limit', 'revoke']),
  );
});
