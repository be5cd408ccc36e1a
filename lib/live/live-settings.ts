import { readSettings } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';

/** The settings that can be changed while the deployment runs. Of plans not what API Gateway counts. */
export const liveNames = ['models', 'modelNames', 'defaultModel', 'systemPrompt', 'plans', 'prices'] as const;
export type LiveName = (typeof liveNames)[number];

/** Settings as one would write them in cdk.json, without those that are their defaults: whoever changes some checks them with the others. */
export function toContext({ splits, ...settings }: Settings): Readonly<Record<string, unknown>> {
  const { splits: _none, ...defaults } = readSettings({});
  const usual = new Map(Object.entries(defaults).map(([name, value]) => [name, JSON.stringify(value)]));
  const named = {
    ...settings,
    models: {
      ...settings.models,
      ...Object.fromEntries(Object.entries(splits).map(([name, split]) => [name, { split }])),
    },
  };
  return Object.fromEntries(Object.entries(named).filter(([name, value]) => JSON.stringify(value) !== usual.get(name)));
}
