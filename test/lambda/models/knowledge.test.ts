import { describe, expect, test } from 'vitest';
import { askedAlias } from '../../../lambda/budgets/charge/asked-alias.ts';
import { meter } from '../../../lambda/budgets/charge/meter.ts';
import { toRefusal } from '../../../lambda/budgets/refusal.ts';
import { toWorstCase } from '../../../lambda/budgets/charge/worst-case.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import { resolveModel } from '../../../lambda/models/resolve-model.ts';
import { pricesOf } from '../../../lambda/models/prices-of.ts';
import { measure } from '../../../lambda/observe/measure.ts';
import { openRecord } from '../../../lambda/observe/request-record.ts';
import { shapesFor } from '../../../lambda/protocols/models/shapes.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';
import { docs } from '../../fixtures/knowledge/ask-knowledge.ts';

const price = { input: 1_000, output: 5_000, cacheRead: 100, cacheWrite: 1_250, cacheWriteOneHour: 2_000 };
const [haiku, nova] = [testConfig.models['haiku'], testConfig.models['nova']].map((model) => ({
  id: '',
  ...model,
  price,
}));
const dear = { ...price, input: 9_000, output: 9_000 };
const config = {
  ...testConfig,
  models: { haiku: haiku ?? { id: '' }, nova: { id: '', ...nova, price: dear } },
  knowledge: { docs: { ...docs, model: 'haiku' }, rewritten: { ...docs, model: 'haiku', rewriteWith: 'nova' } },
};
const model = resolveModel('docs', config);
const chat = { turns: [{ role: 'user' as const, content: [{ kind: 'text' as const, text: 'Hi' }] }], maxTokens: 100 };

test('documents are a name over a model, which keeps its family and price', () => {
  expect(model).toMatchObject({ ...resolveModel('haiku', config), alias: 'docs', knowledge: { id: 'KB12345678' } });
  expect([askedAlias(model), askedAlias(resolveModel('haiku', config))]).toEqual(['haiku', 'haiku']);
  expect(() => resolveModel('KB12345678', config)).toThrow('this deployment has no such model');
  expect(() => resolveModel('docs', { ...config, allowed: ['haiku'] })).toThrow('Allowed: haiku');
});

test('are listed as such, with what their model takes but tools and search results', () => {
  const takes = ['system', 'images', 'documents', 'reasoning'];
  expect(shapesFor({}).toModel(model)).toMatchObject({ kind: 'knowledge', description: 'Knows the handbook', takes });
  expect(shapesFor({ 'anthropic-version': '2023-06-01' }).toModel(model)).toMatchObject({
    id: 'docs',
    kind: 'knowledge',
  });
});

describe('their budget', () => {
  const prices = pricesOf(config);
  const mostOf = (name: string) => toWorstCase({ chat, model: resolveModel(name, config) }, prices, undefined).most;

  test('holds the longest passages beside the prompt, and what a rewriting may cost', () => {
    const alone = mostOf('haiku');
    const passages = 5 * Math.ceil(6_500 / 3) + 300;
    expect(mostOf('docs')).toEqual({
      tokens: alone.tokens + passages,
      nanoUsd: alone.nanoUsd + passages * price.input,
    });
    expect(mostOf('rewritten').tokens).toBe(2 * alone.tokens - 100 + passages + 300 + 200);
    expect(mostOf('rewritten').nanoUsd).toBe(mostOf('rewritten').tokens * dear.input);
    const { floor } = toWorstCase({ chat, model }, prices, undefined);
    expect(floor.tokens, 'what is charged where nobody tells has the usual passages').toBe(
      alone.tokens - 100 + 5 * 300,
    );
  });

  test('is charged what a rewriting used though there was no answer, and so is the log', () => {
    const used = meter(prices, { alias: 'haiku', promptTokens: 20 });
    const record = openRecord(incomingOf({}), 'native');
    const failure = new Failure('knowledge-unavailable', 'try again');
    const spent = [{ model: 'nova', usage: { input: 100, output: 10, total: 110 } }];
    used.see({ type: 'failure', failure, spent });
    measure(record, 'converse')({ type: 'failure', failure, spent });
    expect(used.charge()).toMatchObject({ tokens: 110, nanoUsd: 110 * dear.input, isEstimated: false });
    expect(record).toMatchObject({ inputTokens: 100, outputTokens: 10, usages: spent });
  });

  test('is charged the whole prompt of a cut answer beside what a rewriting used', () => {
    const used = meter(prices, { alias: 'haiku', promptTokens: 5_000 });
    used.see({ type: 'message-start' });
    const usage = { input: 100, output: 10, total: 110 };
    used.see({ type: 'usage', model: 'nova', usage, isBeside: true });
    expect(used.charge()).toMatchObject({ tokens: 5_110, isEstimated: true });
    used.see({ type: 'text-delta', index: 0, text: 'abc' });
    expect(used.charge()).toMatchObject({ tokens: 5_111, isEstimated: true });
    used.see({ type: 'usage', model: 'haiku', usage });
    expect(used.charge()).toMatchObject({ tokens: 220, isEstimated: false });
  });

  test('is refused with a word about what its caller can’t shorten', () => {
    const reservation = {
      id: 'r',
      day: '20261128',
      until: 0,
      most: { tokens: 15_000, nanoUsd: 0 },
      floor: { tokens: 0, nanoUsd: 0 },
    };
    const refusal = toRefusal(
      {},
      { day: { tokens: 14_000 } },
      { ...reservation, hasDocuments: true },
      Date.UTC(2026, 10, 28),
    );
    expect(refusal.message).toContain(
      'may use up to 15000 tokens, with what is found in its documents, and your budget',
    );
  });

  test('is charged nothing where the search failed and no model was asked', () => {
    const used = meter(prices, { alias: 'haiku', promptTokens: 20 });
    used.see({ type: 'failure', failure: new Failure('knowledge-unavailable', 'try again') });
    expect(used.charge()).toMatchObject({ tokens: 0, isEstimated: false });
  });
});
