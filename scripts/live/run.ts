import { userInfo } from 'node:os';
import { toConfig } from '../../lib/settings/to-config.ts';
import { checkChange } from './check-change.ts';
import type { Command } from './command-line.ts';
import { type LiveTable, readCurrent, readHistory, readVersion, type Version, write } from './store.ts';
import { toDiff, toHistoryLine, toShown } from './to-lines.ts';

/** The deployment that is meant. */
export interface LiveStage {
  readonly table: LiveTable;
  /** The settings that it was deployed with, as in cdk.json. */
  readonly deployed: Readonly<Record<string, unknown>>;
}

/** What a command prints. */
export async function run(command: Command, stage: LiveStage, now = new Date()): Promise<readonly string[]> {
  const { table, deployed } = stage;
  const current = await readCurrent(table);
  switch (command.verb) {
    case 'show':
      return toShown(current, deployed);
    case 'diff':
      return toDiff(current.settings, deployed);
    case 'history':
      return (await readHistory(table)).map(toHistoryLine);
    case 'set': {
      const settings = { ...current.settings, [command.name]: command.value };
      return change(stage, current, settings, `set ${command.name}`, now);
    }
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
  const { models, splits, modelNames, defaultModel, systemPrompt, plans } = toConfig(checkChange(deployed, settings));
  const config = {
    models,
    ...(splits && { splits }),
    modelNames,
    defaultModel,
    ...(systemPrompt !== undefined && { systemPrompt }),
    plans,
  };
  const next = { version: before + 1, at: now.toISOString(), by: userInfo().username, what, settings };
  await write(table, before, next, config);
  return [
    `Version ${next.version} holds from the next question on, at the latest 30 seconds after each environment's last look.`,
  ];
}
