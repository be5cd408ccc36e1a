import { beforeEach, expect, test, vi } from 'vitest';
import type { Config } from '../../../lambda/config.ts';
import { testConfig } from '../../fixtures/handling/config.ts';

const loaded: string[] = [];

/** Each test loads them anew. */
beforeEach(() => {
  loaded.length = 0;
  vi.resetModules();
  vi.doMock(import('../../../lambda/agents/with-agents.ts'), (load) => (loaded.push('entry'), load()));
  vi.doMock(import('../../../lambda/agents/run-agent.ts'), (load) => (loaded.push('runner'), load()));
  vi.doMock(import('../../../agents/assistant.ts'), (load) => (loaded.push('assistant'), load()));
});

const agents = { assistant: { description: 'Helps', model: 'haiku', turns: 3, tokens: 10_000 } };

test.each<[what: string, changes: Partial<Config>, atInit: readonly string[], prewarmed: readonly string[]]>([
  ['no agents', {}, [], []],
  ['agents', { agents }, ['entry'], ['entry']],
  ['agents that are pre-warmed', { agents, areAgentsPrewarmed: true }, ['entry'], ['entry', 'runner', 'assistant']],
])('with %s, nothing else of them is loaded at the start', async (_what, changes, atInit, prewarmed) => {
  const { openEnvironment } = await import('../../../lambda/environment.ts');
  const { loadAgents } = await openEnvironment({ ...testConfig, ...changes });
  expect(loaded).toEqual(atInit);
  await loadAgents();
  expect(loaded.toSorted()).toEqual([...prewarmed].toSorted());
});
