import { beforeEach, expect, test, vi } from 'vitest';
import { openBedrock } from '../../lambda/bedrock/client.ts';
import type { Config } from '../../lambda/config.ts';
import { testConfig } from '../fixtures/handling/config.ts';

const loaded: string[] = [];

/** Each test loads them anew. */
beforeEach(() => {
  loaded.length = 0;
  vi.resetModules();
  vi.doMock(import('../../lambda/table/open-table.ts'), (load) => (loaded.push('table'), load()));
  vi.doMock(import('../../lambda/budgets/budgets.ts'), (load) => (loaded.push('budgets'), load()));
  vi.doMock(import('../../lambda/cancel/cancel.ts'), (load) => (loaded.push('cancel'), load()));
});
const table = { name: 'Table', endpoint: 'http://127.0.0.1:9', region: 'us-east-1' };
const counted = { standard: { budget: {} } };

test.each<[what: string, changes: Partial<Config>, modules: readonly string[]]>([
  ['neither', {}, []],
  ['neither, though there is a table', { table }, []],
  ['budgets', { table, plans: counted }, ['table', 'budgets']],
  ['cancel', { table, isCancellable: true }, ['table', 'cancel']],
  ['both', { table, plans: counted, isCancellable: true }, ['table', 'budgets', 'cancel']],
])('with %s, no other module is loaded, and nothing is opened', async (_what, changes, modules) => {
  const config = { ...testConfig, ...changes };
  const { openFeatures, wrappersOf } = await import('../../lambda/features.ts');
  const features = await openFeatures(config, openBedrock(config));
  expect(loaded).toEqual(modules);
  expect(Object.keys(features)).toEqual(modules.map((name) => (name === 'table' ? 'askTable' : name)));
  expect(wrappersOf(features)).toHaveLength(Math.max(0, modules.length - 1));
});

test.each<[what: string, changes: Partial<Config>]>([
  ['budgets', { plans: counted }],
  ['cancel', { isCancellable: true }],
])('%s without a table fails at init, and says what to do', async (_what, changes) => {
  const config = { ...testConfig, ...changes };
  const { openFeatures } = await import('../../lambda/features.ts');
  await expect(openFeatures(config, openBedrock(config))).rejects.toThrow(
    'RIVULET_TABLE names no table: deploy the stack again',
  );
});
