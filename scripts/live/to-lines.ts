import { liveNames } from '../../lib/live/live-settings.ts';
import type { Version } from './store.ts';

type Context = Readonly<Record<string, unknown>>;

/** Which version holds, and the value of each setting that can be changed. `all`: the settings as they hold. */
export function toShown({ version, at, by, settings }: Version, all: Context): readonly string[] {
  const since = Object.keys(settings).length === 0 ? 'what was deployed' : `since ${at}, by ${by}`;
  return [`version ${version}, ${since}`, ...toValues(all).map(([name, value]) => `${name} = ${value}`)];
}

/** What holds no longer, and how it comes back. */
export function toEnded({ version, at }: Version): string {
  return `version ${version}, of ${at}, was for another deployment and holds no longer. To have it again: rollback ${version}`;
}

export function toDiff(deployed: Context, all: Context): readonly string[] {
  const before = new Map(toValues(deployed));
  const changed = toValues(all).filter(([name, value]) => value !== before.get(name));
  if (changed.length === 0) return ['all is as it was deployed'];
  return changed.flatMap(([name, value]) => [`- ${name} = ${before.get(name)}`, `+ ${name} = ${value}`]);
}

export function toHistoryLine({ version, at, by, what, settings }: Version): string {
  return `${version}  ${at}  ${by}  ${what}  ${Object.keys(settings).join(', ') || 'as deployed'}`;
}

function toValues(all: Context): readonly (readonly [name: string, value: string])[] {
  const values = new Map(Object.entries(all));
  return liveNames.map((name) => [name, JSON.stringify(values.get(name)) ?? 'its default']);
}
