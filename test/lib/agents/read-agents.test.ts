import { beforeEach, expect, test, vi } from 'vitest';
import { type DefinedAgent, defineAgent } from '../../../lambda/agents/define-agent.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { SettingsError } from '../../../lib/settings/settings-error.ts';

/** Each test has a list of its own. */
beforeEach(() => vi.resetModules());

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
  vi.doMock(import('../../../agents/index.ts'), () => ({
    agents: { support: async () => ({ default: make() }) },
  }));
  vi.doMock(import('../../../lib/settings/settings-error.ts'), () => ({ SettingsError }));
  const { readAgents } = await import('../../../lib/agents/read-agents.ts');
  const settings = { ...readSettings({}), agents: ['support'] };
  await expect(readAgents(settings)).rejects.toThrow(new SettingsError(`agents/support.ts: ${told}`));
});
