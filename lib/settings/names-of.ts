import { agents as listed } from '../../agents/index.ts';
import type { Settings } from './settings.ts';

/** The agents that a deployment has. */
export function agentNamesOf({ agents }: Pick<Settings, 'agents'>): readonly string[] {
  if (agents === 'none') return [];
  return agents === 'all' ? Object.keys(listed) : [...new Set(agents)];
}

/** What callers can name: aliases of models, then agents, those that run elsewhere behind them, then documents. */
export function namesOf(
  settings: Pick<Settings, 'models' | 'splits' | 'agents' | 'runtimes' | 'knowledge'>,
): readonly string[] {
  const { models, splits, runtimes, knowledge } = settings;
  return [
    ...Object.keys({ ...models, ...splits }),
    ...agentNamesOf(settings),
    ...Object.keys(runtimes),
    ...Object.keys(knowledge),
  ];
}
