import { around } from '../around.ts';
import { begin, resume } from '../begun.ts';
import { type ChatEvent, isLast } from '../chat/chat-event.ts';
import { Failure } from '../chat/failure.ts';
import type { Question, Source } from '../source.ts';
import type { Table } from '../table/table.ts';
import { within } from '../time/within.ts';
import type { AskedTurn, TurnPlace } from '../asked-turn.ts';
import { giveBackKey } from './claim-key.ts';
import { toFailure } from './failures.ts';
import { follow } from './turns/follow.ts';
import { checkRecalled, withHistory } from './history/with-history.ts';
import { newId } from './ids.ts';
import { readFirst } from './read-first.ts';
import { renewSystem } from './history/system-prompt.ts';
import { toNewTurn } from './to-new-turn.ts';
import { keepLog } from './turns/keep-log.ts';
import { openTurnWriter } from './turns/turn-writer.ts';

export interface KeepOptions {
  /** How long a turn is kept. */
  readonly keptMs: number;
  /** How often a running answer is kept. */
  readonly keepMs: number;
  /** How much of earlier turns a model is shown. */
  readonly historyTokens: number;
  readonly maxTurns: number;
}

/**
 * One turn: what came before it is read, then it is claimed beside the question to the model, kept while it grows, and finished before its last
 * event goes on, so that this can say whether it was kept. Who leaves does not end it.
 */
export function keep(
  inner: Source,
  question: Question,
  turn: AskedTurn,
  table: Table,
  options: KeepOptions,
  now: () => number = Date.now,
): AsyncIterable<ChatEvent> {
  const { signal, note } = question;
  const { keptMs, keepMs } = options;
  const run = newId(now());
  let told: { readonly place: TurnPlace; readonly isReplay: boolean } | undefined;
  let kept: ReturnType<typeof keepLog> | undefined;
  let givingBack: Promise<void> | undefined;

  /** The key of a request that is refused before it has a turn; not another one's. */
  async function giveBack(error: unknown): Promise<void> {
    const isAnothers = error instanceof Failure && error.details.field === 'Idempotency-Key';
    if (turn.key && !isAnothers) await giveBackKey(table, turn.place, turn.key.hash, run);
  }

  async function askOrGiveBack(): Promise<AsyncIterable<ChatEvent>> {
    try {
      return await ask();
    } catch (error) {
      givingBack = kept ? undefined : giveBack(error).catch(() => undefined);
      // Whoever tries again at once finds it given back, unless the table takes long.
      if (givingBack) await within(200, givingBack);
      throw error;
    }
  }

  async function ask(): Promise<AsyncIterable<ChatEvent>> {
    const first = await readFirst(table, question, turn, run, { ...options, now }).catch(toReadFailure);
    if (first.kind === 'answered') {
      told = { place: first.place, isReplay: true };
      note({ isReplay: true });
      return follow(table, first.place, first.turn, signal, now);
    }
    const { place, before, system, beginUntilMs } = first;
    // Who left meanwhile is asked nothing for, and nobody would end its turn.
    if (signal.aborted) throw signal.reason;
    const asked = withHistory(question, before, system.text);
    if (turn.isRecalled) checkRecalled(asked, before, turn.field);
    if (!turn.isKept) return inner(asked);
    told = { place, isReplay: false };
    const leaseMs = 3 * keepMs + 5_000;
    const begun = { run, parent: before.parent, startedMs: question.askedMs, beginUntilMs };
    const newTurn = toNewTurn(question, { ...turn, place }, begun);
    // The question to the model goes first: the client waits for its answer.
    const asking = begin(inner, asked);
    kept = keepLog(openTurnWriter(table, newTurn, { keptMs, leaseMs, now }), keepMs);
    const renewing = renewSystem(table, place, system, { keptMs, nowMs: now() }).catch(() => undefined);
    const [answer] = await Promise.all([asking, kept.begun, renewing]);
    return resume(answer);
  }

  return around(askOrGiveBack, {
    see(seen) {
      // Whoever tells it again says that it ended then.
      const event = seen.type === 'message-stop' && kept ? { ...seen, endedMs: now() } : seen;
      kept?.add(event);
      if (event.type !== 'message-start' || !told) return event;
      const { place, isReplay } = told;
      const headers = {
        ...event.headers,
        'x-conversation-id': place.conversation,
        'x-rivulet-turn': place.turn,
        ...(isReplay && { 'x-rivulet-replayed': 'true' }),
      };
      const where = { conversation: place.conversation, id: place.turn };
      return { ...event, headers, turn: where, ...(isReplay && { isReplay }) };
    },

    async last(event) {
      if (!kept || !isLast(event)) return event;
      // Who ends the answer waits half a second for it (time/keep-pace.ts).
      const isKept = await within(signal.aborted ? 200 : 900, kept.finish());
      if (isKept === true || (event.type !== 'message-stop' && event.type !== 'failure')) return event;
      note({ isUnkept: true });
      return { ...event, isUnkept: true };
    },

    async after() {
      await givingBack;
      if (!kept || (await kept.finish())) return;
      note({ isUnkept: true });
    },
  });
}

function toReadFailure(error: unknown): never {
  throw toFailure(error);
}
