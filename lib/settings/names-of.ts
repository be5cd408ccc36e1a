import { agents as listed } from '../../agents/index.ts';
import type { Settings } from './settings.ts';

/** The agents that a deployment has. */
export function agentNamesOf({ agents }: Pick<Settings, 'agents'>): readonly string[] {
  if (agents === 'none') return [];
  return agents === 'all' ? Object.keys(listed) : [...new Set(agents)];
}

/** What callers can name: aliases of models, then agents, those that run elsewhere last. */
export function namesOf(settings: Pick<Settings, 'models' | 'agents' | 'runtimes'>): readonly string[] {
  return [...Object.keys(settings.models), ...agentNamesOf(settings), ...Object.keys(settings.runtimes)];
}
