import { secondsAtEndpoint } from '../settings/rows/time.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';

/** The settings that can be changed while the deployment runs. Of plans not what API Gateway counts. */
export const liveNames = ['models', 'modelNames', 'defaultModel', 'systemPrompt', 'plans', 'prices'] as const;
export type LiveName = (typeof liveNames)[number];

/** Those whose default follows from others. */
const derived = new Set(['defaultModel', 'webPage', ...Object.keys(secondsAtEndpoint.edge)]);

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
  return Object.fromEntries(
    Object.entries(named).filter(([name, value]) => derived.has(name) || JSON.stringify(value) !== usual.get(name)),
  );
}
