import { refusalOfAgent } from '../../agent-refusal.ts';
import type { Feature } from '../../chat/chat-request.ts';
import { attachments, type Content } from '../../chat/content.ts';
import { Failure } from '../../chat/failure.ts';
import { isHarness } from '../../models/is-harness.ts';
import type { Question } from '../../source.ts';
import { newTurns } from './new-turns.ts';

interface Rule {
  readonly kind: Content['kind'];
  readonly feature: Feature;
  readonly why: string;
}

const rules: readonly Rule[] = [
  ...Object.values(attachments).map(({ kind, feature, name, instead }): Rule => ({
    kind,
    feature,
    why: `takes no ${name}: ${instead}, or choose a model`,
  })),
  { kind: 'tool-result', feature: 'tools', why: 'has its own tools, and takes no results of others: ask in words' },
];

/** Why an agent elsewhere can't answer a question: what it decides itself, and what its requests have no place for. */
export function refusalOf(question: Question): Failure | undefined {
  const refused = refusalOfAgent(question, (...given) => new Failure(...given));
  if (refused) return refused;
  const { chat, model } = question;
  const refuse = (feature: Feature, why: string) =>
    new Failure('invalid-request', `the agent ${model.alias} ${why}`, { feature });
  if (chat.stopSequences?.length) return refuse('stopSequences', 'takes no stop sequences: leave them out');
  if (chat.system?.length && model.runtime && isHarness(model.runtime)) {
    return refuse('system', 'has its own instructions, and takes no system prompt: leave it out, or send an empty one');
  }
  const content = newTurns(chat.turns).flatMap((turn) => turn.content);
  const broken = rules.find(({ kind }) => content.some((part) => part.kind === kind));
  return broken && refuse(broken.feature, broken.why);
}
