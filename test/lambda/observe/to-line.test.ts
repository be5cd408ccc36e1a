import { describe, expect, test } from 'vitest';
import { reportOf } from '../../fixtures/report-of.ts';

const usage = (input: number, output: number, cacheRead?: number, cacheWrite?: number) => ({
  model: 'haiku',
  usage: {
    input,
    output,
    total: input + output,
    ...(cacheRead !== undefined && { cacheRead }),
    ...(cacheWrite !== undefined && { cacheWrite }),
  },
});

const asked = { operation: 'converse', model: 'haiku' } as const;

describe('a line has OpenTelemetry’s names', () => {
  test.each([
    [
      'for what was asked and who answered',
      { ...asked, servedBy: 'nova' },
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'aws.bedrock',
        'gen_ai.request.model': 'haiku',
        'gen_ai.response.model': 'nova',
      },
    ],
    ['for a stop', { ...asked, endReason: 'end_turn' }, { 'gen_ai.response.finish_reasons': ['end_turn'] }],
    ['for a failure', { ...asked, endReason: 'throttled' }, { 'error.type': 'throttled' }],
    ['for the first text, in seconds', { timeToFirstTokenMs: 1234 }, { 'gen_ai.response.time_to_first_chunk': 1.234 }],
    [
      'for tokens, and what the cache had and took in all calls',
      { inputTokens: 131, outputTokens: 5, usages: [usage(4, 2, 100, 0), usage(6, 3, 1, 20)] },
      {
        'gen_ai.usage.input_tokens': 131,
        'gen_ai.usage.cache_read.input_tokens': 101,
        'gen_ai.usage.cache_write.input_tokens': 20,
        'gen_ai.usage.output_tokens': 5,
      },
    ],
    ['for vectors', { operation: 'embed', model: 'titan' } as const, { 'gen_ai.operation.name': 'embeddings' }],
    [
      'for tokens that were only counted',
      { operation: 'count-tokens', model: 'haiku', inputTokens: 7 } as const,
      { 'gen_ai.operation.name': 'count_tokens', 'gen_ai.usage.input_tokens': 7 },
    ],
  ])('%s', (_what, noted, fields) => {
    expect(reportOf(noted).line).toMatchObject(fields);
  });

  test.each(['agents', 'runtimes'] as const)('for a name of %s', (kind) => {
    const named = { models: {}, [kind]: { helper: {} } };
    expect(reportOf({ operation: 'converse', model: 'helper' }, named).line).toMatchObject({
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.request.model': 'helper',
    });
  });
});

test('a stop is no error, and a failure no reason to finish', () => {
  expect(reportOf({ ...asked, endReason: 'end_turn' }).line).not.toHaveProperty('error.type');
  expect(reportOf({ ...asked, endReason: 'throttled' }).line).not.toHaveProperty('gen_ai.response.finish_reasons');
});

test('a request that asks no model has none of the names', () => {
  expect(Object.keys(reportOf({}).line).filter((name) => /^(gen_ai|error)\./.test(name))).toEqual([]);
});
