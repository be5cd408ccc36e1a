import { statSync } from 'node:fs';
import * as path from 'node:path';
import { families } from '../../../lambda/models/families/families.ts';
import type { KnowledgeSetting } from '../rows/parts/knowledge-setting.ts';
import type { Settings } from '../settings.ts';
import { toFamily } from '../to-config.ts';
import type { Problem } from './cross-checks.ts';

export function checkKnowledge(settings: Settings): readonly Problem[] {
  return Object.entries(settings.knowledge).flatMap(([name, knowledge]) =>
    [
      ...findLostModels(knowledge, settings),
      ...findLostFolder(knowledge),
      ...findThinkers(knowledge, settings),
      ...findNameless(knowledge, settings),
    ].map((problem) => ({
      ...problem,
      name: `knowledge.${name}.${problem.name}`,
    })),
  );
}

/** They must be models that callers may name: only those get permissions. Both are told what to do in a system prompt. */
function findLostModels({ model, rewriteWith }: KnowledgeSetting, { models }: Settings): readonly Problem[] {
  const told = Object.entries(models).flatMap(([alias, one]) => {
    const takes: readonly string[] = families[toFamily(one)].takes;
    return takes.includes('system') ? [alias] : [];
  });
  return Object.entries({ model, rewriteWith })
    .filter(([, alias]) => alias !== undefined && !told.includes(alias))
    .map(([name, value]) => ({
      name,
      value,
      allowed: `an alias in models whose model takes a system prompt: ${told.join(', ')}`,
    }));
}

/** What would be synced, and searched on the laptop. */
function findLostFolder({ documents }: KnowledgeSetting): readonly Problem[] {
  const isThere = documents === undefined || isFolder(path.join(project, documents));
  return isThere
    ? []
    : [{ name: 'documents', value: documents, allowed: 'a folder of the project, and there is none of this name' }];
}

const project = path.join(import.meta.dirname, '../../..');

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** One that always thinks would use up what a question may be long. */
function findThinkers({ rewriteWith }: KnowledgeSetting, { models }: Settings): readonly Problem[] {
  const resting = Object.entries(models).flatMap(([alias, model]) =>
    families[toFamily(model)].canRest ? [alias] : [],
  );
  if (rewriteWith === undefined || resting.includes(rewriteWith)) return [];
  const allowed = `an alias in models whose model need not think: ${resting.join(', ')}`;
  return [{ name: 'rewriteWith', value: rewriteWith, allowed }];
}

function findNameless({ perCaller }: KnowledgeSetting, { access }: Settings): readonly Problem[] {
  if (!perCaller || access !== 'open') return [];
  return [
    { name: 'perCaller', value: perCaller, allowed: 'false, because access is "open" and callers have no names' },
  ];
}
