import type { ChatEvent } from '../../chat/chat-event.ts';
import type { Turn as Message } from '../../chat/chat-request.ts';
import type { Content } from '../../chat/content.ts';
import { gather } from '../../chat/fold.ts';
import { parseModelJson } from './parse-model-json.ts';
import { toSteps } from './to-steps.ts';

/** A turn that was kept: what was new in its question, and its answer. */
export interface KeptTurn {
  readonly question: readonly Message[];
  readonly answer: Iterable<ChatEvent>;
  /** The alias that answered. */
  readonly model: string;
  /** The name that was asked for. */
  readonly asked?: string;
}

/**
 * Earlier turns as messages for a model. Tools and thoughts stay as they were, but for what a model would refuse: calls that were never
 * answered, a thought of another model's, and results without their calls, with all before them. The steps of an agent are shown to itself alone: nobody
 * else has its tools.
 */
export function toMessages(
  earlier: readonly KeptTurn[],
  next: readonly Message[],
  model: string,
  agent?: string,
): Message[] {
  const turns = earlier.slice(1 + earlier.findLastIndex((turn, index) => !fits(turn, earlier[index - 1])));
  return turns.flatMap((turn, index) => {
    const following = turns[index + 1]?.question ?? next;
    return messagesOf(turn, {
      hasThoughts: turn.model === model,
      hasSteps: agent !== undefined && turn.asked === agent,
      isAnswered: (id) => hasResult(following, id),
    });
  });
}

interface Shown {
  readonly hasThoughts: boolean;
  readonly hasSteps: boolean;
  readonly isAnswered: (id: string) => boolean;
}

/** A turn as a model is shown it. */
export function messagesOf({ question, answer }: KeptTurn, shown: Shown): Message[] {
  if (shown.hasSteps) return [...question, ...toSteps(answer)];
  const said = toContent(answer, shown);
  return said.length > 0 ? [...question, { role: 'assistant', content: said }] : [...question];
}

/** Whether a question has results. Then it is nothing without the turn before it. */
export function hasResults({ question }: KeptTurn): boolean {
  return resultsIn(question).length > 0;
}

/** Results are those of the calls before them, of all of them. */
function fits({ question }: KeptTurn, before: KeptTurn | undefined): boolean {
  const results = new Set(resultsIn(question));
  if (results.size === 0) return true;
  const calls = new Set<string>();
  for (const event of before?.answer ?? []) if (event.type === 'call') calls.add(event.call.id);
  return results.size === calls.size && [...results].every((id) => calls.has(id));
}

function toContent(events: Iterable<ChatEvent>, { hasThoughts, isAnswered }: Shown): Content[] {
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
  // One that has no result beside others that have is shown: the request is refused by its name.
  const ready = calls.some(({ id }) => isAnswered(id)) ? calls : [];
  return [
    ...said,
    ...ready.map(({ id, name, json }): Content => ({
      kind: 'tool-use',
      id,
      name,
      input: parseModelJson(json),
    })),
  ];
}

/** Results of calls that are not in the messages themselves. */
function resultsIn(messages: readonly Message[]): readonly string[] {
  const parts = messages.flatMap(({ content }) => content);
  const own = new Set(parts.flatMap((part) => (part.kind === 'tool-use' ? [part.id] : [])));
  return parts.flatMap((part) => (part.kind === 'tool-result' && !own.has(part.id) ? [part.id] : []));
}

function hasResult(messages: readonly Message[], id: string): boolean {
  return resultsIn(messages).includes(id);
}
