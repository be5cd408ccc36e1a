import { around } from '../around.ts';
import { begin, resume } from '../begun.ts';
import { type ChatEvent, isLast } from '../chat/chat-event.ts';
import type { TextContent } from '../chat/content.ts';
import { Failure } from '../chat/failure.ts';
import { checkCalls } from '../read/check-calls.ts';
import type { Question, Source } from '../source.ts';
import type { Table } from '../table/table.ts';
import { within } from '../time/within.ts';
import type { AskedTurn, TurnPlace } from '../asked-turn.ts';
import { type Claimed, claimKey, giveBackKey } from './claim-key.ts';
import { follow, unreadable } from './follow.ts';
import { getHead } from './heads.ts';
import { type Recalled, recall, unknownConversation } from './history/recall.ts';
import { toMessages } from './history/to-messages.ts';
import { newId } from './ids.ts';
import { toNewTurn } from './to-new-turn.ts';
import { keepLog } from './turns/keep-log.ts';
import { systemKey } from './turns/keys.ts';
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
  { keptMs, keepMs, historyTokens, maxTurns }: KeepOptions,
  now: () => number = Date.now,
): AsyncIterable<ChatEvent> {
  const { signal, note } = question;
  const run = newId(now());
  let told: { readonly place: TurnPlace; readonly isReplay: boolean } | undefined;
  let kept: ReturnType<typeof keepLog> | undefined;
  let claiming: Promise<Claimed> = Promise.resolve({ kind: 'own' });
  let givingBack: Promise<void> | undefined;

  /** One round trip, all at once; none for a turn that brings its history and has no key. */
  async function read(): Promise<{ readonly claimed: Claimed; readonly before: Recalled; readonly system: string }> {
    const { place, key, isKnown, isRecalled, hasSystem, parent } = turn;
    const wantsSystem = isRecalled && hasSystem && question.chat.system === undefined;
    if (key) claiming = claimKey(table, { ...turn, key }, run, { now, keptMs });
    const [claimed, head, before, system] = await Promise.all([
      claiming,
      isKnown && getHead(table, place, now()),
      isRecalled && parent !== 'none' ? recall(table, place, { parent, ...mostRecalled }, now()) : nothingBefore,
      wantsSystem ? table.get(systemKey(place)) : {},
    ]);
    if (claimed.kind === 'own' && head === undefined)
      throw unknownConversation(parent === 'none' ? undefined : parent?.field);
    return { claimed, before, system: 'text' in system ? String(system.text) : '' };
  }
  const mostRecalled = { maxTokens: historyTokens, maxTurns };

  /** Beside the answer that failed, of which a model is told nothing. */
  async function besideFailed({ failed }: Extract<Claimed, { readonly kind: 'own' }>, before: Recalled) {
    if (!failed) return { place: turn.place, before };
    const place = { ...turn.place, conversation: failed.place.conversation };
    if (!turn.isRecalled) return { place, before };
    const { parent } = failed.turn;
    if (parent === undefined) return { place, before: nothingBefore };
    return {
      place,
      before: await recall(table, place, { parent: { id: parent, field: 'parent' }, ...mostRecalled }, now()),
    };
  }

  /** The key of a request that is refused before it has a turn. */
  async function giveBack(): Promise<void> {
    const isOwn = await claiming.then(
      ({ kind }) => kind === 'own',
      (error) => !(error instanceof Failure),
    );
    if (turn.key && isOwn) await giveBackKey(table, turn.place, turn.key.hash, run);
  }

  async function askOrGiveBack(): Promise<AsyncIterable<ChatEvent>> {
    try {
      return await ask();
    } catch (error) {
      givingBack = kept ? undefined : giveBack().catch(() => undefined);
      // Whoever tries again at once finds it given back, unless the table takes long.
      if (givingBack) await within(200, givingBack);
      throw error;
    }
  }

  async function ask(): Promise<AsyncIterable<ChatEvent>> {
    const { claimed, before: newest, system } = await read().catch(toReadFailure);
    if (claimed.kind === 'answered') {
      told = { place: claimed.place, isReplay: true };
      note({ isReplay: true });
      return follow(table, claimed.place, claimed.turn, signal, now);
    }
    const { place, before } = await besideFailed(claimed, newest).catch(toReadFailure);
    // Who left meanwhile is asked nothing for, and nobody would end its turn.
    if (signal.aborted) throw signal.reason;
    const asked = withHistory(question, before, system);
    if (turn.isRecalled) checkCalls(asked.chat.turns, turn.field);
    if (!turn.isKept) return inner(asked);
    told = { place, isReplay: false };
    const leaseMs = 3 * keepMs + 5_000;
    const newTurn = toNewTurn(question, { ...turn, place }, { run, parent: before.parent, startedMs: now() });
    // The question to the model goes first: the client waits for its answer.
    const asking = begin(inner, asked);
    kept = keepLog(openTurnWriter(table, newTurn, { keptMs, leaseMs, now }), keepMs);
    const [begun] = await Promise.all([asking, kept.begun]);
    return resume(begun);
  }

  return around(askOrGiveBack, {
    see(event) {
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

const nothingBefore: Recalled = { turns: [] };

function withHistory(question: Question, { turns }: Recalled, system: string): Question {
  const { chat, model } = question;
  if (turns.length === 0 && system === '') return question;
  const prompt: readonly TextContent[] | undefined = system === '' ? undefined : JSON.parse(system);
  return {
    ...question,
    chat: {
      ...chat,
      turns: [...toMessages(turns, chat.turns, model.alias), ...chat.turns],
      ...(prompt && { system: prompt }),
    },
  };
}

function toReadFailure(error: unknown): never {
  throw error instanceof Failure ? error : unreadable(error);
}
