import { Failure } from '../chat/failure.ts';
import type { Question } from '../source.ts';
import type { Table } from '../table/table.ts';
import type { AskedTurn, TurnPlace } from '../asked-turn.ts';
import { type Claimed, claimKey } from './claim-key.ts';
import { getHead } from './heads.ts';
import { unknownConversation, unknownTurn } from './failures.ts';
import { findParent, nothingBefore, type Recalled, recall } from './history/recall.ts';
import { isTurnId } from './ids.ts';
import { getSystem, type KeptSystem, noSystem } from './history/system-prompt.ts';
import type { Turn } from './turns/turn.ts';

interface FirstOptions {
  readonly keptMs: number;
  readonly historyTokens: number;
  readonly maxTurns: number;
  readonly now: () => number;
}

/** What is read before a model is asked: an answer that is there already, or what comes before the turn. */
export type First =
  | Extract<Claimed, { readonly kind: 'answered' }>
  | {
      readonly kind: 'own';
      readonly place: TurnPlace;
      readonly before: Recalled;
      /** The conversation's; none, if the request has one. */
      readonly system: KeptSystem;
      /** Until when the turn must have begun, in ms since 1970. */
      readonly beginUntilMs?: number;
    };

const unclaimed: Claimed = { kind: 'own' };

/** One round trip, all at once; none for a turn that brings its history and has no key. */
export async function readFirst(
  table: Table,
  { chat }: Question,
  turn: AskedTurn,
  run: string,
  { keptMs, historyTokens, maxTurns, now }: FirstOptions,
): Promise<First> {
  const { place, key, isKnown, isRecalled, parent } = turn;
  const mostRecalled = { maxTokens: historyTokens, maxTurns };
  const reading = readBefore();
  // An answer that is there already needs nothing of it.
  reading.catch(() => undefined);
  const wantsSystem = isRecalled && turn.system === 'kept' && chat.system === undefined;
  const [claiming, others] = await Promise.allSettled([
    key ? claimKey(table, { ...turn, key }, run, { now, keptMs }) : unclaimed,
    Promise.all([isKnown && getHead(table, place, now()), wantsSystem ? getSystem(table, place, now()) : noSystem]),
  ]);
  if (claiming.status === 'rejected') throw claiming.reason;
  const claimed = claiming.value;
  if (claimed.kind === 'answered') return claimed;
  if (others.status === 'rejected') throw others.reason;
  const [head, system] = others.value;
  if (head === undefined) throw unknownConversation(parent === 'none' ? undefined : parent?.field);
  const { failed, beginUntilMs } = claimed;
  return {
    kind: 'own',
    place: { ...place, conversation: failed?.place.conversation ?? place.conversation },
    before: failed && isRecalled ? await readBeside(failed.turn) : await reading,
    system,
    ...(beginUntilMs !== undefined && { beginUntilMs }),
  };

  async function readBefore(): Promise<Recalled> {
    if (parent === 'none') return nothingBefore;
    // DynamoDB refuses some texts as keys.
    if (parent && !isTurnId(parent.id)) throw unknownTurn(parent.field);
    if (isRecalled) return recall(table, place, { parent, ...mostRecalled }, now());
    return parent ? findParent(table, place, parent, now()) : nothingBefore;
  }
  /** Beside the answer that failed, of which a model is told nothing. */
  async function readBeside({ parent: id }: Turn): Promise<Recalled> {
    if (id === undefined) return nothingBefore;
    try {
      return await recall(table, place, { parent: { id, field: 'parent' }, ...mostRecalled }, now());
    } catch (error) {
      // What it went on after is no longer kept; this request has not named it.
      if (error instanceof Failure && error.kind === 'not-found') return nothingBefore;
      throw error;
    }
  }
}
