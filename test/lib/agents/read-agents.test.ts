import { tool } from '@strands-agents/sdk';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type DefinedAgent, defineAgent } from '../../../lambda/agents/define-agent.ts';
import { families } from '../../../lambda/models/families/families.ts';
import type { Family } from '../../../lambda/models/families/family.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { SettingsError } from '../../../lib/settings/settings-error.ts';

/** Reads them from a list that has this one alone. */
async function read(make: () => DefinedAgent, settings: object = {}) {
  vi.resetModules();
  vi.doMock(import('../../../agents/index.ts'), () => ({
    agents: { support: async () => ({ default: make() }) },
  }));
  vi.doMock(import('../../../lib/settings/settings-error.ts'), () => ({ SettingsError }));
  const { readAgents } = await import('../../../lib/agents/read-agents.ts');
  return readAgents({ ...readSettings({ ...settings }), agents: ['support'] });
}

test('one that makes agents itself may ask every model', async () => {
  const create = () => Promise.reject(new Error('not asked'));
  expect((await read(() => defineAgent({ description: 'Helps', create })))[0]?.config.mayAsk).toEqual(['haiku']);
  expect((await read(() => defineAgent({ description: 'Helps' })))[0]?.config).not.toHaveProperty('mayAsk');
});

test('one whose model takes no tools is refused, since every question would be', async () => {
  const models = { old: { id: 'meta.llama3-8b-instruct-v1:0', family: familyWithout('tools') } };
  const tools = [tool({ name: 'clock', description: 'The time', inputSchema: z.object({}), callback: () => 'noon' })];
  const make = () => defineAgent({ description: 'Helps', model: 'old', tools });
  await expect(read(make, { models })).rejects.toThrow('agents/support.ts: its model old takes no tools');
});

/** Of those that answer. */
function familyWithout(part: 'tools'): string {
  const answering: readonly (readonly [string, Family])[] = Object.entries(families);
  return answering.find(([, { takes, embeds }]) => !embeds && !takes.includes(part))?.[0] ?? '';
}

test.each<[what: string, make: () => DefinedAgent, told: string]>([
  [
    'is out of bounds',
    () => defineAgent({ description: 'Helps', turns: 600 }),
    'turns must be a whole number from 1 to 50, got 600',
  ],
  [
    'throws',
    () => {
      throw new Error('no URL of the table');
    },
    'no URL of the table',
  ],
  [
    'has a model that is not there',
    () => defineAgent({ description: 'Helps', model: 'opus' }),
    'its model is opus; allowed: an alias in models: haiku',
  ],
])('an agent that %s is a wrong setting, told by its file', async (_what, make, told) => {
  await expect(read(make)).rejects.toThrow(new SettingsError(`agents/support.ts: ${told}`));
});
