import type { ChatEvent } from '../../chat/chat-event.ts';
import type { Turn } from '../../chat/chat-request.ts';
import type { Model } from '../../models/resolve-model.ts';
import type { Question, Source } from '../../source.ts';
import { bounded, wordsOf } from './to-query.ts';

type Usage = Extract<ChatEvent, { readonly type: 'usage' }>;

/** Enough to know what "it" is. */
const shownTurns = 6;
const shownCharacters = 2_000;
const maxTokens = 200;
/** Longer than that helps nobody who waits. */
const limitMs = 5_000;

const instructions =
  'Rewrite the last question of this conversation so that it can be understood without the rest, in the language in which it is asked. ' +
  'Answer with the rewritten question alone. Do not answer it.';

/**
 * The last question of a conversation, made self-contained by a model. Undefined if that failed: a question as it stands is better than no answer.
 * @param spend told what the model used
 */
export async function rewrite(
  question: Question,
  { models, model }: { readonly models: Source; readonly model: Model },
  spend: (usage: Usage) => void,
): Promise<string | undefined> {
  const text = question.chat.turns.slice(-shownTurns).map(toLine).join('\n\n');
  const answer = models({
    ...question,
    // Another model that answers later is worth less than the question as it stands.
    model: { ...model, fallbacks: [] },
    signal: AbortSignal.any([question.signal, AbortSignal.timeout(limitMs)]),
    chat: {
      system: [{ kind: 'text', text: instructions }],
      turns: [{ role: 'user', content: [{ kind: 'text', text }] }],
      maxTokens,
      reasoning: 'off',
    },
  });
  let said = '';
  let isWhole = false;
  for await (const event of answer) {
    if (event.type === 'usage') spend(event);
    if (event.type === 'text-delta') said += event.text;
    if (event.type === 'message-stop') isWhole = event.stop.kind === 'finished';
  }
  return isWhole ? bounded(said.trim()) || undefined : undefined;
}

/** Who said what; of what is long, the end. */
function toLine(turn: Turn): string {
  return `${turn.role}: ${wordsOf(turn).slice(-shownCharacters)}`;
}
