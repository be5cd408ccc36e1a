import { userInfo } from 'node:os';
import type { LiveConfig } from '../../lambda/live/live-config.ts';
import type { Deployed } from '../../lib/live/deployed.ts';
import { toContext } from '../../lib/live/live-settings.ts';
import { readSettings } from '../../lib/settings/read-settings.ts';
import { toConfig } from '../../lib/settings/to-config.ts';
import { checkChange } from './check-change.ts';
import type { Command } from './command-line.ts';
import { type LiveTable, readCurrent, readHistory, readVersion, type Version, write } from './store.ts';
import { toDiff, toEnded, toHistoryLine, toShown } from './to-lines.ts';

/** The deployment that is meant. */
export interface LiveStage {
  readonly table: LiveTable;
  readonly deployed: Deployed;
}

/** What a command prints. */
export async function run(command: Command, stage: LiveStage, now = new Date()): Promise<readonly string[]> {
  const { table, deployed } = stage;
  const current = await readCurrent(table);
  // After a deployment of other names or plans, that one holds.
  const holds = isOf(current, deployed);
  const settings = holds ? current.settings : {};
  const ended = holds ? [] : [toEnded(current)];
  /** In the same words as what was deployed: a model may be written as its id alone. */
  const written = () => toContext(readSettings({ ...deployed.settings, ...settings }));
  switch (command.verb) {
    case 'show':
      return [...ended, ...toShown({ ...current, settings }, written())];
    case 'diff':
      return [...ended, ...toDiff(deployed.settings, written())];
    case 'history':
      return toLines(readHistory(table));
    case 'set':
      return change(stage, current, { ...settings, [command.name]: command.value }, `set ${command.name}`, now);
    case 'rollback': {
      const to = command.to ?? Math.max(0, current.version - 1);
      const found = await readVersion(table, to);
      if (!found) throw new Error(`there is no version ${to}: history lists them`);
      return change(stage, current, found.settings, `rollback to ${to}`, now);
    }
  }
}

async function change(
  { table, deployed }: LiveStage,
  { version: before }: Version,
  settings: Version['settings'],
  what: string,
  now: Date,
): Promise<readonly string[]> {
  const config = Object.keys(settings).length === 0 ? undefined : toLiveConfig(deployed, settings);
  const { deployment } = deployed;
  // The current one may have been deleted: a number is never given twice, or environments would take the second for the first.
  const { value: newest } = await readHistory(table).next();
  const version = Math.max(before, newest?.version ?? 0) + 1;
  const next = { version, at: now.toISOString(), by: userInfo().username, what, settings, deployment };
  await write(table, before, next, config);
  return [
    `Version ${version} is set. Each environment looks for it with a question, at most every 30 seconds, and answers by it from its next question on.`,
  ];
}

async function toLines(versions: AsyncIterable<Version>): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const version of versions) lines.push(toHistoryLine(version));
  return lines;
}

/** What was changed holds only over the deployment that it was checked with; nothing changed, over each. */
function isOf({ settings, deployment }: Version, deployed: Deployed): boolean {
  return Object.keys(settings).length === 0 || deployment === deployed.deployment;
}

function toLiveConfig(deployed: Deployed, settings: Version['settings']): LiveConfig {
  const after = checkChange(deployed, settings);
  const all = Object.keys(after.models);
  const known = deployed.agents.map(({ name, config: { mayAsk, ...config } }) => ({
    name,
    config: { ...config, ...(mayAsk && { mayAsk: all }) },
  }));
  const { models, splits, agents, runtimes, modelNames, defaultModel, systemPrompt, plans } = toConfig(after, known);
  return {
    models,
    ...(splits && { splits }),
    ...(agents && { agents }),
    ...(runtimes && { runtimes }),
    modelNames,
    defaultModel,
    ...(systemPrompt !== undefined && { systemPrompt }),
    plans,
  };
}
