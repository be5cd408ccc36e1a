import { families } from '../../lambda/models/families/families.ts';
import { SettingsError } from '../settings/settings-error.ts';
import type { Settings } from '../settings/settings.ts';
import { toFamily } from '../settings/to-config.ts';

export type AskedPart = 'tools' | 'system';

/** Throws a `SettingsError` where an agent's model is not there, or does not take what the agent asks it with. */
export function checkModel(name: string, model: string, parts: readonly AskedPart[], models: Settings['models']): void {
  const used = new Map(Object.entries(models)).get(model);
  if (!used) {
    const allowed = `allowed: an alias in models: ${Object.keys(models).join(', ')}`;
    throw new SettingsError(`agents/${name}.ts: its model is ${model}; ${allowed}`);
  }
  const takes: readonly string[] = families[toFamily(used)].takes;
  const missing = parts.find((part) => !takes.includes(part));
  if (missing)
    throw new SettingsError(
      `agents/${name}.ts: its model ${model} takes no ${missing}: choose another, or leave them out`,
    );
}
