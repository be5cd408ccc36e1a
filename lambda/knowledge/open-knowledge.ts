import type { Bedrock } from '../bedrock/client.ts';
import type { Config } from '../config.ts';
import { resolveModel } from '../models/resolve-model.ts';
import type { Operation, Question, Source } from '../source.ts';
import { answerFrom } from './answer-from.ts';
import { type Host, openCalls } from './host.ts';
import { search, type Searched } from './search/search.ts';
import { withIds } from './with-ids.ts';

type Sources = Readonly<Record<Operation, Source>>;

/** The documents of a deployment. */
export interface Knowledge {
  /** Models and agents, and beside them names that answer from documents: whichever a question names answers it. */
  readonly beside: (others: Sources) => Sources;
  /** What agents search with: it rejects with the `Failure` of documents that can't be searched. */
  readonly search: (name: string, query: string, question: Question) => Promise<Searched>;
}

/**
 * @param models answers for a model, with its fallbacks and within its limits of time
 * @param environment has `RIVULET_KNOWLEDGE`, the ids of what the stack made, and may have other endpoints than AWS's: host.ts
 */
export function openKnowledge(
  models: Source,
  client: Bedrock['client'],
  config: Config,
  environment = process.env,
): Knowledge {
  const host: Host = {
    models,
    modelOf: (alias) => resolveModel(alias, config),
    guardrail: config.guardrail,
    systemPrompt: config.systemPrompt,
    calls: openCalls(client, config, environment),
  };
  const named = withIds(config.knowledge ?? {}, environment['RIVULET_KNOWLEDGE']);

  return {
    beside: (others) => ({
      ...others,
      converse(question) {
        const knowledge = named.get(question.model.alias);
        return knowledge ? answerFrom(question, knowledge, host) : others.converse(question);
      },
      // Without what would be found, which nobody knows before it is searched.
      'count-tokens'(question) {
        const knowledge = named.get(question.model.alias);
        return others['count-tokens'](knowledge ? { ...question, model: host.modelOf(knowledge.model) } : question);
      },
    }),

    async search(name, query, question) {
      const knowledge = named.get(name);
      if (!knowledge) throw new Error('the settings have no knowledge of this name');
      return search(query, { ...knowledge, whenUnavailable: 'refuse' }, question, host);
    },
  };
}
