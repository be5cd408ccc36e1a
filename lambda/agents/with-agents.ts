import { agents } from '../../agents/index.ts';
import type { Operation, Question, Source } from '../source.ts';
import type { Host } from './host.ts';

type Sources = Readonly<Record<Operation, Source>>;

/**
 * Models, and agents beside them: whichever a question names answers it. This is the entry of a bundle of its own (scripts/build-agents.ts), which
 * a deployment without agents does not have; what runs an agent is loaded when one is first asked.
 */
export function withAgents(models: Sources, host: Host): Sources {
  const listed = new Map(Object.entries(agents));

  async function* ask(question: Question): ReturnType<Source> {
    try {
      const load = listed.get(question.model.alias);
      if (!load) throw new Error('agents/index.ts has no agent of this name');
      const [{ default: definition }, { runAgent }] = await Promise.all([load(), import('./run-agent.ts')]);
      yield* runAgent(definition, question, host);
    } catch (error) {
      yield { type: 'failure', failure: host.asFailure(error) };
    }
  }

  const answer = host.limit(ask);
  const or =
    (model: Source): Source =>
    (question) =>
      question.model.agent ? answer(question) : model(question);
  return { ...models, converse: or(models.converse), 'count-tokens': or(models['count-tokens']) };
}

/** What the first question for an agent would wait for. */
export async function loadAgents(names: readonly string[]): Promise<void> {
  const loads = Object.entries(agents).flatMap(([name, load]) => (names.includes(name) ? [load()] : []));
  await Promise.all([import('./run-agent.ts'), ...loads]);
}
