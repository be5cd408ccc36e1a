import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { scenarioSchema, type Scenario } from './scenario.ts';

export const scenarioFolder = new URL('../scenarios/', import.meta.url);

/** The scenario that a model id names: `local.NAME`, also with a profile's prefix (`us.local.NAME`). */
export function toScenarioName(modelId: string): string | undefined {
  return /^(?:[a-z]+\.)?local\.(?<name>[a-z0-9-]+)$/.exec(modelId)?.groups?.['name'];
}

/** Undefined when there is no such scenario. Throws when its file isn't a scenario. */
export async function readScenario(name: string): Promise<Scenario | undefined> {
  const text = await readFile(new URL(`${name}.json`, scenarioFolder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = scenarioSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(`local/services/bedrock/scenarios/${name}.json is not a scenario:\n${z.prettifyError(parsed.error)}`);
}
