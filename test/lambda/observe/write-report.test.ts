import { afterEach, describe, expect, test, vi } from 'vitest';
import { reportOf } from '../../fixtures/report-of.ts';

const price = { input: 1000, output: 5000, cacheRead: 100, cacheWrite: 1250, cacheWriteOneHour: 2000 };

afterEach(() => void vi.unstubAllEnvs());

test('the line names the caller’s plan, whether or not anything was asked', () => {
  expect(reportOf({ caller: 'key-1', plan: 'team' }).line).toMatchObject({ caller: 'key-1', plan: 'team' });
});

test('a cost that is already in the record stays, and is the metric', () => {
  const usages = [{ model: 'haiku', usage: { input: 10, output: 1, total: 11 } }];
  const { line, metrics } = reportOf({ costUsd: 0.5, usages }, { models: { haiku: { id: 'a', price } } });
  expect([line['costUsd'], metrics['CostUsd']]).toEqual([0.5, 0.5]);
});

describe('the line has X-Ray’s id of the request', () => {
  const id = '1-67890abc-0123456789abcdef01234567';

  test('as Lambda says it for each invocation anew', () => {
    const others = '1-67890abd-0123456789abcdef01234567';
    for (const root of [id, others]) {
      vi.stubEnv('_X_AMZN_TRACE_ID', `Root=${root};Parent=0123456789abcdef;Sampled=1;Lineage=1:a87bd80c:0`);
      expect(reportOf({}).line).toMatchObject({ xray_trace_id: root });
    }
  });

  test('as the record says it in a container', () => {
    expect(reportOf({ traceId: id }).line).toMatchObject({ xray_trace_id: id });
  });

  test('or nothing where there is none', () => {
    vi.stubEnv('_X_AMZN_TRACE_ID', undefined);
    expect(reportOf({}).line).not.toHaveProperty('xray_trace_id');
  });
});
