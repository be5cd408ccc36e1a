import type { Block, ChatEvent } from '../chat/chat-event.ts';
import { marksOf, type Shows } from '../chat/shows.ts';
import type { Stop } from '../chat/stop.ts';
import { agentFailed } from './ask/to-failure.ts';
import { type Said, toShort } from './read/said.ts';
import { tooLong } from './read/unreadable.ts';

/** Whatever it said after that. */
const retracted: Stop = { kind: 'guardrail', reason: 'guardrail_intervened', isRetraction: true };

/** An agent that calls on and on is ended by its time, and before that by this. */
const maxCalls = 10_000;

/** One answer of several steps, as one normalized sequence. `name`: of the agent. */
export function createTelling(name: string, shows: Shows) {
  const marks = marksOf(shows);
  /** Of calls, by the ids that the agent gave them: some count anew in each step, and clients know a call by its id. */
  const ids = new Map<string, string>();
  const used = new Set<string>();
  /** How often each was given. */
  const counts = new Map<string, number>();
  let index = -1;
  let open: Block['kind'] | undefined;
  let hasStarted = false;
  /** What was said before ends without a line break, and more may follow. */
  let needsBreak = false;
  let isNewStep = false;
  let stop: Stop | 'open' | undefined;
  let isRetraction = false;

  /** Throws a `Failure` for an error, unless it only says again that the answer is too long: Strands throws for that. */
  function* tell(said: Said): Generator<ChatEvent> {
    switch (said.kind) {
      case 'step':
        isNewStep = true;
        // What it said of its end was that of a step.
        stop = undefined;
        break;
      case 'text':
        yield* write('text', said.text);
        break;
      case 'thought':
        yield* write('reasoning', said.text);
        break;
      case 'call':
        yield* block({ kind: 'server-tool-use', id: toUnique(said.id), name: said.name, ...marks.step });
        yield { type: 'server-tool-delta', index, json: said.json };
        yield* close();
        break;
      case 'result':
        yield* tellResult(said);
        break;
      case 'usage':
        yield* start();
        yield* close();
        yield { type: 'usage', model: name, usage: said.usage };
        break;
      case 'end':
        ({ stop } = said);
        break;
      case 'retraction':
        isRetraction = true;
        break;
      case 'silence':
        // What comes first decides whether an answer can still be refused.
        if (hasStarted) yield { type: 'silence' };
        break;
      case 'error':
        if (stop === undefined || stop === 'open' || stop.kind !== 'length') throw agentFailed();
    }
  }

  /** The last events, if it is done. */
  function* end(): Generator<ChatEvent> {
    if (stop === undefined || stop === 'open') return;
    yield* start();
    yield* close();
    yield { type: 'message-stop', stop: isRetraction ? retracted : stop };
  }

  function* tellResult({ id: own, isError, parts }: Extract<Said, { kind: 'result' }>): Generator<ChatEvent> {
    const id = ids.get(toShort(own));
    // Of a call that was never told.
    if (id === undefined) return;
    yield* block({ kind: 'server-tool-result', id, isError, ...marks.step });
    yield { type: 'server-tool-result', index, parts, ...marks.result };
    yield* close();
  }

  function* write(kind: 'text' | 'reasoning', text: string): Generator<ChatEvent> {
    if (open !== kind) yield* block({ kind });
    if (kind === 'reasoning') yield { type: 'reasoning-delta', index, text };
    else yield { type: 'text-delta', index, text: separate(text) };
  }

  /** Many clients run the texts of all steps together. */
  function separate(text: string): string {
    const separated = isNewStep && needsBreak ? `\n\n${text}` : text;
    isNewStep = false;
    needsBreak = !text.endsWith('\n');
    return separated;
  }

  function* block(begun: Block): Generator<ChatEvent> {
    yield* start();
    yield* close();
    index += 1;
    open = begun.kind;
    yield { type: 'block-start', index, block: begun };
  }

  function* start(): Generator<ChatEvent> {
    if (!hasStarted) yield { type: 'message-start' };
    hasStarted = true;
  }

  function* close(): Generator<ChatEvent> {
    if (open) yield { type: 'block-stop', index };
    open = undefined;
  }

  function toUnique(id: string): string {
    let count = counts.get(id) ?? 1;
    let unique = id;
    for (; used.has(unique); count += 1) unique = `${id}-${count + 1}`;
    counts.set(id, count);
    used.add(unique);
    if (used.size > maxCalls) throw tooLong();
    ids.set(id, unique);
    return unique;
  }

  return { tell, end };
}
