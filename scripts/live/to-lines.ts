import { liveNames } from '../../lib/live/live-settings.ts';
import type { Version } from './store.ts';

type Context = Readonly<Record<string, unknown>>;

/** Which version holds, and the value of each setting that can be changed. */
export function toShown({ version, at, by, settings }: Version, deployed: Context): readonly string[] {
  const values = new Map(Object.entries({ ...deployed, ...settings }));
  const since = Object.keys(settings).length === 0 ? 'what was deployed' : `since ${at}, by ${by}`;
  return [
    `version ${version}, ${since}`,
    ...liveNames.map((name) => `${name} = ${values.has(name) ? JSON.stringify(values.get(name)) : 'its default'}`),
  ];
}

/** What holds no longer, and how it comes back. */
export function toEnded({ version, at }: Version): string {
  return `version ${version}, of ${at}, was for another deployment and holds no longer. To have it again: rollback ${version}`;
}

export function toDiff(settings: Context, deployed: Context): readonly string[] {
  const before = new Map(Object.entries(deployed));
  const changed = Object.entries(settings).filter(([name, value]) => toText(value) !== toText(before.get(name)));
  if (changed.length === 0) return ['all is as it was deployed'];
  return changed.flatMap(([name, value]) => [
    `- ${name} = ${before.has(name) ? toText(before.get(name)) : 'its default'}`,
    `+ ${name} = ${toText(value)}`,
  ]);
}

export function toHistoryLine({ version, at, by, what, settings }: Version): string {
  return `${version}  ${at}  ${by}  ${what}  ${Object.keys(settings).join(', ') || 'as deployed'}`;
}

function toText(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
