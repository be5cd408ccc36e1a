import { describe, expect, test } from 'vitest';
import { meter } from '../../../lambda/budgets/charge/meter.ts';
import { toWorstCase } from '../../../lambda/budgets/charge/worst-case.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import { pricesOf } from '../../../lambda/models/prices-of.ts';
import { resolveModel } from '../../../lambda/models/resolve-model.ts';
import { shapesFor } from '../../../lambda/protocols/models/shapes.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { harnessArn, runtime } from '../../fixtures/runtimes/ask-runtime.ts';

const price = { input: 1_000, output: 5_000, cacheRead: 100, cacheWrite: 1_250, cacheWriteOneHour: 2_000 };
const runtimes = { research: { ...runtime, tokens: 10_000, price }, desk: { ...runtime, arn: harnessArn } };
const config = { ...testConfig, runtimes };
const research = resolveModel('research', config);
const chat = { turns: [{ role: 'user' as const, content: [{ kind: 'text' as const, text: 'Hi' }] }], maxTokens: 100 };

test('an agent elsewhere is a name like any other, and no Bedrock id', () => {
  expect(research).toMatchObject({ alias: 'research', id: 'research', fallbacks: [], runtime: runtimes.research });
  expect(resolveModel(undefined, { ...config, defaultModel: 'research' }).alias).toBe('research');
  expect(() => resolveModel(runtime.arn, config)).toThrow('this deployment has no such model');
  expect(() => resolveModel('research', { ...config, allowed: ['haiku'] })).toThrow('Allowed: haiku');
});

test('is listed as an agent, with what it takes', () => {
  const { toModel } = shapesFor({});
  expect(toModel(research)).toMatchObject({ kind: 'agent', description: 'Researches', takes: ['system'] });
  expect(toModel(resolveModel('desk', config)), 'a harness has its own instructions').toMatchObject({ takes: [] });
});

describe('its budget', () => {
  const prices = pricesOf(config);

  test('holds all the tokens that it may use, at the price of what is written', () => {
    expect(toWorstCase({ chat, model: research }, prices, undefined).most).toEqual({
      tokens: 10_000,
      nanoUsd: 10_000 * price.output,
    });
  });

  test('is charged what it tells, at its own price', () => {
    const used = meter(prices, { alias: 'research', promptTokens: 20, isElsewhere: true });
    used.see({ type: 'message-start' });
    used.see({ type: 'usage', model: 'research', usage: { input: 100, output: 10, total: 110 } });
    expect(used.charge()).toEqual({ tokens: 110, nanoUsd: 150_000, costUsd: 0.00015, isEstimated: false });
  });

  test.each([
    ['model-error', 20],
    ['disconnected', 20],
    ['truncated', 20],
    ['unreadable', 20],
    ['stalled', 20],
    ['throttled', 0],
    ['access-denied', 0],
    ['unknown-model', 0],
    ['model-refused', 0],
    ['invalid-request', 0],
  ] as const)('is charged its prompt after %s, if it has worked: %i', (kind, tokens) => {
    const used = meter(prices, { alias: 'research', promptTokens: 20, isElsewhere: true });
    used.see({ type: 'failure', failure: new Failure(kind, kind) });
    expect(used.charge().tokens).toBe(tokens);
  });
});
