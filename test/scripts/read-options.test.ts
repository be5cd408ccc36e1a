import { expect, test } from 'vitest';
import { readOptions } from '../../scripts/read-options.ts';

const config = {
  allowPositionals: true,
  options: { url: { type: 'string' }, all: { type: 'boolean', default: false } },
} as const;

test('options are read as they are written', () => {
  const { values, positionals } = readOptions({ ...config, args: ['list', '--url', 'a', '--all'] });
  expect({ ...values, positionals }).toEqual({ url: 'a', all: true, positionals: ['list'] });
});

test.each([
  [['--regoin', 'x'], '--regoin is no option here: allowed are --url and --all'],
  [['-x'], '-x is no option here: allowed are --url and --all'],
  [['--url'], "Option '--url <value>' argument missing"],
])('%j is refused', (args, problem) => {
  expect(() => readOptions({ ...config, args })).toThrow(problem);
});
