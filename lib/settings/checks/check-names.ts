import { families } from '../../../lambda/models/families/families.ts';
import { agentNamesOf, namesOf } from '../names-of.ts';
import type { Settings } from '../settings.ts';
import { toFamily } from '../to-config.ts';
import type { Problem } from './cross-checks.ts';

/** Each name stands for one thing that is there. */
export function checkNames(settings: Settings): readonly Problem[] {
  return [
    ...findLostDefault(settings),
    ...findLostNames(settings),
    ...findTwofoldNames(settings),
    ...findLostParts(settings),
  ];
}

function findLostDefault(settings: Settings): readonly Problem[] {
  const known = namesOf(settings);
  const { defaultModel } = settings;
  if (known.includes(defaultModel)) return [];
  const allowed = `a name of a model or an agent: ${known.join(', ')}`;
  return [{ name: 'defaultModel', value: defaultModel, allowed }];
}

/** Another name must stand for a model or an agent, and must not be one itself. */
function findLostNames(settings: Settings): readonly Problem[] {
  const known = namesOf(settings);
  return Object.entries(settings.modelNames).flatMap(([name, meant]) => {
    const problem = { name: `modelNames.${name}`, value: meant };
    if (!known.includes(meant)) return [{ ...problem, allowed: `a name of a model or an agent: ${known.join(', ')}` }];
    return known.includes(name) ? [{ ...problem, allowed: 'a name that no model and no agent has' }] : [];
  });
}

/** Between models that answer, or between models for embeddings whose vectors could be compared, which none can. */
function findLostParts({ models, splits }: Settings): readonly Problem[] {
  const answering = Object.entries(models).flatMap(([alias, model]) =>
    'embeds' in families[toFamily(model)] ? [] : [alias],
  );
  return Object.entries(splits).flatMap(([name, parts]) =>
    Object.keys(parts).every((alias) => answering.includes(alias))
      ? []
      : [
          {
            name: `models.${name}.split`,
            value: parts,
            allowed: `aliases of models that answer, which are in models themselves: ${answering.join(', ')}`,
          },
        ],
  );
}

function findTwofoldNames(settings: Settings): readonly Problem[] {
  const { models, splits, agents, runtimes, knowledge } = settings;
  const ofModels = Object.keys({ ...models, ...splits });
  const ofAgents = agentNamesOf(settings);
  const agentsTwice = ofAgents.filter((name) => ofModels.includes(name));
  const runtimesTwice = Object.keys(runtimes).filter((name) => [...ofModels, ...ofAgents].includes(name));
  const before = new Set([...ofModels, ...ofAgents, ...Object.keys(runtimes)]);
  const knowledgeTwice = Object.keys(knowledge).filter((name) => before.has(name));
  return [
    ...toProblem('agents', agents, agentsTwice, 'agents whose names no model has', 'models or in agents/index.ts'),
    ...toProblem('runtimes', runtimes, runtimesTwice, 'names that no model and no agent has', 'runtimes'),
    ...toProblem('knowledge', knowledge, knowledgeTwice, 'names that no model and no agent has', 'knowledge'),
  ];
}

function toProblem(name: string, value: unknown, twice: readonly string[], allowed: string, where: string): Problem[] {
  return twice.length === 0 ? [] : [{ name, value, allowed: `${allowed}: rename ${twice.join(', ')} in ${where}` }];
}
