import type { Bedrock } from '../bedrock/client.ts';
import type { Config } from '../config.ts';
import { resolveModel } from '../models/resolve-model.ts';
import type { Operation, Source } from '../source.ts';
import { answerFrom } from './answer-from.ts';
import { type Host, openCalls } from './host.ts';

type Sources = Readonly<Record<Operation, Source>>;

/** Models and agents, and beside them names that answer from documents: whichever a question names answers it. */
export function withKnowledge(
  others: Sources,
  models: Source,
  client: Bedrock['client'],
  config: Config,
  environment = process.env,
): Sources {
  const host: Host = {
    models,
    modelOf: (alias) => resolveModel(alias, config),
    guardrail: config.guardrail,
    systemPrompt: config.systemPrompt,
    calls: openCalls(client, config, environment),
  };
  return {
    converse(question) {
      const { knowledge } = question.model;
      return knowledge ? answerFrom(question, knowledge, host) : others.converse(question);
    },
    // Without what would be found, which nobody knows before it is searched.
    'count-tokens'(question) {
      const { knowledge } = question.model;
      return others['count-tokens'](knowledge ? { ...question, model: host.modelOf(knowledge.model) } : question);
    },
  };
}
