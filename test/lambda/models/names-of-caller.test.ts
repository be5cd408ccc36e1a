import { describe, expect, test } from 'vitest';
import { anyone } from '../../../lambda/access/caller.ts';
import { namesOfCaller } from '../../../lambda/models/names-of-caller.ts';
import { resolveModel } from '../../../lambda/models/resolve-model.ts';
import { toQuestion } from '../../../lambda/to-question.ts';
import { listModels } from '../../../lambda/protocols/models/list-models.ts';
import { native } from '../../../lambda/protocols/native/native.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { ignored } from '../../fixtures/handling/ignored.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';

const config = {
  ...testConfig,
  models: { haiku: { id: 'm.1', fallbacks: ['nova'] }, nova: { id: 'm.2' }, opus: { id: 'm.3' } },
  modelNames: { 'gpt-4o': 'opus', 'gpt-4o-mini': 'nova' },
  defaultModel: 'opus',
  plans: { standard: { names: ['nova', 'haiku'] }, team: {} },
};
const standard = { ...anyone, plan: 'standard' };
const team = { ...anyone, plan: 'team' };

describe('a plan with names', () => {
  test.each([['opus'], ['gpt-4o'], ['m.3']])('has no other, by whatever name: %s', (name) => {
    const resolve = () => resolveModel(name, namesOfCaller(config, standard));
    expect(resolve).toThrow('model: this deployment has no such model. Allowed: haiku, nova');
    expect(resolveModel(name, namesOfCaller(config, team)).alias).toBe('opus');
  });

  test('has the first of them where the deployment’s default is none of them', () => {
    expect(resolveModel(undefined, namesOfCaller(config, standard)).alias).toBe('nova');
    expect(resolveModel(undefined, namesOfCaller(config, team)).alias).toBe('opus');
  });

  test('does not limit who answers in a model’s place: that is the deployment’s choice', () => {
    expect(resolveModel('haiku', namesOfCaller(config, standard)).fallbacks).toEqual(['nova']);
  });
});

const as = (caller: typeof standard, path: string) => ({ ...incomingOf({ method: 'GET', path }), caller });

test('a question names what its caller may', () => {
  const format = { name: 'text', mediaType: 'text/plain', hasHeartbeat: false, encode: async function* () {} };
  const ask = (caller: typeof standard) =>
    toQuestion(
      { operation: 'converse', chat: { turns: [], model: 'opus' }, format },
      as(caller, '/chat'),
      { signal: new AbortController().signal, note: ignored },
      config,
    );
  expect(ask(team).model.alias).toBe('opus');
  expect(() => ask(standard)).toThrow('no such model');
});

test('the list of models is the caller’s', () => {
  const list = (caller: typeof standard) => JSON.parse(listModels.parse(as(caller, '/v1/models'), config).act().body);
  expect(list(standard).data.map(({ id }: { id: string }) => id)).toEqual(['nova', 'haiku']);
  expect(list(team).data.map(({ id }: { id: string }) => id)).toEqual(['opus', 'haiku', 'nova']);
});

test('GET /me tells a caller who it is and what it may name', async () => {
  const asked = native.parse(as({ id: 'key-1', kind: 'key', plan: 'standard' }, '/me'), config);
  const reply = asked.operation === 'act' ? await asked.act({}) : undefined;
  expect(JSON.parse(typeof reply?.body === 'string' ? reply.body : '')).toEqual({
    id: 'key-1',
    kind: 'key',
    plan: 'standard',
    names: ['haiku', 'nova'],
  });
});
