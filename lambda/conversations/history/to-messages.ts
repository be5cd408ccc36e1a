import type { ChatEvent } from '../../chat/chat-event.ts';
import type { Turn as Message } from '../../chat/chat-request.ts';
import type { Content } from '../../chat/content.ts';
import { gather } from '../../chat/fold.ts';
import { keepNumber } from '../../read/parse-json.ts';

/** A turn that was kept: what was new in its question, and its answer. */
export interface KeptTurn {
  readonly question: readonly Message[];
  readonly answer: Iterable<ChatEvent>;
  /** The alias that answered. */
  readonly model: string;
}

/**
 * Earlier turns as messages for a model. Tools and thoughts stay as they were, but for two that a model would refuse: a call that was never
 * answered, and a thought of another model's.
 */
export function toMessages(turns: readonly KeptTurn[], next: readonly Message[], model: string): Message[] {
  return turns.flatMap(({ question, answer, model: own }, index) => {
    const following = turns[index + 1]?.question ?? next;
    const said = toContent(answer, { hasThoughts: own === model, isAnswered: (id) => hasResult(following, id) });
    return said.length > 0 ? [...question, { role: 'assistant' as const, content: said }] : question;
  });
}

function toContent(
  events: Iterable<ChatEvent>,
  { hasThoughts, isAnswered }: { readonly hasThoughts: boolean; readonly isAnswered: (id: string) => boolean },
): Content[] {
  const gathered = gather();
  for (const event of events) gathered.take(event);
  const { parts, calls } = gathered.answer();
  const said = parts.flatMap((part): Content[] => {
    if (part.kind === 'text') return part.text.trim() === '' ? [] : [{ kind: 'text', text: part.text }];
    const { text, signature, redacted } = part;
    if (!hasThoughts) return [];
    if (redacted) return [{ kind: 'reasoning', thought: redacted }];
    // A thought that nothing proves is of no use to the model it came from.
    return signature === undefined ? [] : [{ kind: 'reasoning', thought: { text, signature } }];
  });
  const ready = calls.every(({ id }) => isAnswered(id)) ? calls : [];
  return [
    ...said,
    ...ready.map(({ id, name, json }): Content => ({
      kind: 'tool-use',
      id,
      name,
      input: JSON.parse(json, keepDigits),
    })),
  ];
}

/** What a model wrote may have numbers that no request can: those are told by their digits. */
function keepDigits(name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const kept = keepNumber(name, value, context);
  return typeof kept === 'symbol' ? context?.source : kept;
}

function hasResult(messages: readonly Message[], id: string): boolean {
  return messages.some(({ content }) => content.some((part) => part.kind === 'tool-result' && part.id === id));
}
