import { describe, expect, test } from 'vitest';
import { anyone } from '../../../lambda/access/caller.ts';
import { meter } from '../../../lambda/budgets/charge/meter.ts';
import { toWorstCase } from '../../../lambda/budgets/charge/worst-case.ts';
import { namesOfCaller } from '../../../lambda/models/names-of-caller.ts';
import { resolveModel } from '../../../lambda/models/resolve-model.ts';
import { listModels } from '../../../lambda/protocols/models/list-models.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';

const price = { input: 1_000, output: 5_000, cacheRead: 100, cacheWrite: 1_250, cacheWriteOneHour: 2_000 };
const agent = { description: 'Knows the time', model: 'nova', turns: 4, tokens: 10_000 };
const config = {
  ...testConfig,
  models: { haiku: { id: 'm.1' }, nova: { id: 'amazon.nova-pro-v1:0', fallbacks: ['haiku'], price } },
  agents: { assistant: agent },
  modelNames: { 'gpt-4o': 'assistant' },
  defaultModel: 'haiku',
  plans: { standard: {}, small: { names: ['assistant'] } },
};
const model = resolveModel('assistant', config);

describe('an agent is a name', () => {
  test.each(['assistant', 'gpt-4o'])('%s: it is the model that it thinks with, under its own name', (name) => {
    expect(resolveModel(name, config)).toMatchObject({
      alias: 'assistant',
      agent,
      id: 'amazon.nova-pro-v1:0',
      fallbacks: ['haiku'],
    });
  });

  test('is allowed by a plan that has no model', () => {
    const names = namesOfCaller(config, { ...anyone, plan: 'small' });
    expect(resolveModel(undefined, names).alias).toBe('assistant');
    expect(() => resolveModel('nova', names)).toThrow('Allowed: assistant');
  });

  test.each([
    [{}, 'list'],
    [{ 'anthropic-version': '2023-06-01' }, undefined],
  ])('is listed after the models, with what it is for: %o', (headers, object) => {
    const incoming = { ...incomingOf({ method: 'GET', path: '/v1/models', headers }), caller: anyone };
    const list = JSON.parse(listModels.parse(incoming, config).act().body);
    expect(list.object).toBe(object);
    expect(list.data.map(({ id }: { id: string }) => id)).toEqual(['haiku', 'nova', 'assistant']);
    expect(list.data[2]).toMatchObject({ kind: 'agent', description: 'Knows the time' });
    expect(list.data[1]).not.toHaveProperty('kind');
    if (object)
      expect([list.data[1].takes.includes('tools'), list.data[2].takes.includes('tools')]).toEqual([true, false]);
  });
});

const chat = { turns: [{ role: 'user', content: [{ kind: 'text', text: 'Hi' }] }], maxTokens: 1_000 } as const;
const prices = (alias: string) => (alias === 'nova' ? price : undefined);

describe('the budget of an agent', () => {
  test('holds all the tokens that it may use, as many of them written as it may write', () => {
    const { most, floor } = toWorstCase({ chat, model }, prices, undefined);
    expect(most).toEqual({ tokens: 10_000, nanoUsd: 6_000 * price.input + 4_000 * price.output });
    expect(floor.tokens).toBeLessThan(100);
  });

  test('never takes more to be written than it may use', () => {
    const { most } = toWorstCase({ chat: { ...chat, maxTokens: 90_000 }, model }, prices, undefined);
    expect(most).toEqual({ tokens: 10_000, nanoUsd: 10_000 * price.output });
  });

  test('of one that makes agents itself holds all its tokens as written by the dearest model, since they may ask any, and often', () => {
    const dear = { ...price, output: 25_000 };
    const pricesOf = (alias: string) => (alias === 'haiku' ? dear : prices(alias));
    const free = { ...model, fallbacks: [], agent: { ...agent, mayAsk: ['haiku', 'nova'] } };
    expect(toWorstCase({ chat, model: free }, pricesOf, undefined).most).toEqual({
      tokens: 10_000,
      nanoUsd: 10_000 * dear.output,
    });
  });

  test('is charged the steps that were told, and one that was cut by what it wrote after all that was before it', () => {
    const used = meter(prices, { alias: 'nova', promptTokens: 20 });
    used.see({ type: 'message-start' });
    used.see({ type: 'usage', model: 'nova', usage: { input: 100, output: 10, total: 110 } });
    expect(used.charge()).toMatchObject({ tokens: 110, isEstimated: false });
    used.see({ type: 'text-delta', index: 3, text: '123456' });
    expect(used.charge()).toMatchObject({ tokens: 110 + 110 + 2, isEstimated: true });
  });
});
