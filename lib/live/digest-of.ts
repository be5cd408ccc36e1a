import { createHash } from 'node:crypto';
import type { StaticConfig } from '../../lambda/config.ts';

/** Of what `live` changes, and of what a change is checked with: another deployment of the same names and plans is no other. */
export function digestOf({
  models,
  splits,
  agents,
  runtimes,
  knowledge,
  modelNames,
  defaultModel,
  systemPrompt,
  plans,
}: StaticConfig): string {
  const told = [models, splits, agents, runtimes, knowledge, modelNames, defaultModel, systemPrompt, plans];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 16);
}
