import { setImmediate } from 'node:timers/promises';
import { type ChatEvent, isLast } from '../../chat/chat-event.ts';
import { Failure } from '../../chat/failure.ts';
import { GoneError } from '../heads.ts';
import { openAnswerLog } from './answer-log.ts';
import type { Ending } from './turn.ts';
import type { TurnWriter } from './turn-writer.ts';

/** More than this is kept at once, about a piece: an answer of many megabytes is not held in memory. */
const mostHeldBytes = 250_000;

/** Keeps an answer while it grows. One write follows the other; one that fails is made up for by the next. */
export function keepLog(writer: TurnWriter, keepMs: number) {
  const log = openAnswerLog();
  let ending: Ending | undefined;
  let endedMs: number | undefined;
  let isAnswered = false;
  let hasBegun = false;
  let isGone = false;
  let writing: Promise<void> | undefined;
  let finishing: Promise<boolean> | undefined;

  async function begin(): Promise<void> {
    await setImmediate();
    await writer.begin();
    hasBegun = true;
  }
  async function write(): Promise<void> {
    if (!hasBegun) await begin();
    await writer.keep(log.take());
  }
  /** One that fails is made up for, unless there is nothing to write to any more. */
  function start(step: () => Promise<void>): Promise<void> {
    return step()
      .catch((error: unknown) => {
        isGone ||= error instanceof GoneError;
      })
      .finally(() => (writing = undefined));
  }
  /** Unless a write is under way: then what is new comes with the next. */
  function keepSoFar(): void {
    if (isGone) log.take();
    else writing ??= start(write);
  }
  const begun = (writing = start(begin));
  const timer = setInterval(keepSoFar, keepMs);

  async function finish(): Promise<boolean> {
    clearInterval(timer);
    if (ending === undefined) add({ type: 'failure', failure: new Failure('cancelled', 'the caller has left') });
    try {
      await writing;
      if (isGone) return false;
      if (!hasBegun) await begin();
      await writer.finish(log.take(), ending ?? 'failure:cancelled', isAnswered, endedMs);
      return true;
    } catch {
      return false;
    }
  }

  function add(event: ChatEvent): void {
    log.add(event);
    if (event.type === 'text-delta' || event.type === 'call') isAnswered = true;
    if (log.bytes() > mostHeldBytes) keepSoFar();
    // What was taken back is no answer.
    if (event.type === 'message-stop' && event.stop.isRetraction) isAnswered = false;
    if (event.type === 'message-stop') ({ endedMs } = event);
    if (isLast(event)) ending = toEnding(event);
  }

  return {
    /** When the turn is claimed, or could not be. */
    begun,
    add,
    /** The last of it; without a last event, its caller has left. Whether it is kept. */
    finish: (): Promise<boolean> => (finishing ??= finish()),
  };
}

function toEnding(event: ChatEvent): Ending | undefined {
  if (event.type === 'message-stop') return `stop:${event.stop.kind}`;
  return event.type === 'failure' ? `failure:${event.failure.kind}` : undefined;
}
