import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openRecord } from '../../../lambda/observe/request-record.ts';
import { writeReport } from '../../../lambda/observe/write-report.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';

const logged: string[] = [];
const price = { input: 1000, output: 5000, cacheRead: 100, cacheWrite: 1250, cacheWriteOneHour: 2000 };
const usages = () => [{ model: 'haiku', usage: { input: 10, output: 1, total: 11 } }];

beforeEach(() => {
  logged.length = 0;
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(String(line)) > 0);
});
afterEach(() => void vi.restoreAllMocks());

test('the line names the caller’s plan, whether or not anything was asked', () => {
  const caller = { id: 'key-1', kind: 'key', plan: 'team' } as const;
  writeReport(openRecord({ ...incomingOf({}), caller }, 'native'), { models: {} });
  expect(JSON.parse(logged[0] ?? '')).toMatchObject({ caller: 'key-1', plan: 'team' });
});

test('a cost that is already in the record stays, and is the metric', () => {
  const record = { ...openRecord(incomingOf({}), 'native'), costUsd: 0.5, usages: usages() };
  writeReport(record, { models: { haiku: { id: 'a', price } } });
  const lines = logged.map((line) => JSON.parse(line));
  expect(lines.find(({ message }) => message === 'request')).toMatchObject({ costUsd: 0.5 });
  expect(lines.find(({ _aws }) => _aws)).toMatchObject({ CostUsd: 0.5 });
});
