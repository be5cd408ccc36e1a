import type { AskedParent, Place } from '../../asked-turn.ts';
import type { Item } from '../../table/item.ts';
import type { Table } from '../../table/table.ts';
import { estimatePrompt } from '../../usage/estimate.ts';
import { running, unknownTurn } from '../failures.ts';
import { readAnswerLog } from '../turns/answer-log.ts';
import { allTurns, readSortKey, turnsPk } from '../turns/keys.ts';
import { readQuestionText } from '../turns/question-text.ts';
import { allItems, getTurn } from '../turns/read-turns.ts';
import { readTurn, statusOf, type Turn } from '../turns/turn.ts';
import { hasResults, type KeptTurn, messagesOf } from './to-messages.ts';

export const nothingBefore: Recalled = { turns: [] };

export interface Recalled {
  /** The newest turn of it. */
  readonly parent?: string;
  readonly turns: readonly KeptTurn[];
}

interface Asked {
  /** After which turn it goes on. Left out: after the newest that was answered. */
  readonly parent?: Exclude<AskedParent, 'none'> | undefined;
  /** What the turns may have, in tokens, about. */
  readonly maxTokens: number;
  readonly maxTurns: number;
}

/** A page of a megabyte would hold a thousand short turns, and all of it is paid. */
const pageItems = 50;

/**
 * The newest turns that lead to a question, as many as fit: from the newest on, each by the one it names as its parent. Other branches are passed
 * over. What calls tools is not parted from the results. Reads no further back than it must.
 */
export async function recall(table: Table, place: Place, { parent, ...most }: Asked, nowMs: number): Promise<Recalled> {
  const between = parent ? ([allTurns[0], `${parent.id}~`] as const) : allTurns;
  const found: KeptTurn[] = [];
  let wanted = parent?.id;
  let newest: string | undefined;
  let tokens = 0;
  let pieces: Item[] = [];
  const newestFirst = { pk: turnsPk(place), between, direction: 'backwards', limit: pageItems } as const;
  for await (const item of allItems(table, newestFirst)) {
    if (readSortKey(String(item['sk'])).piece) {
      pieces.push(item);
      continue;
    }
    const turn = readTurn(item, nowMs);
    const own = turn ? pieces.filter(({ sk }) => isToldOf(turn, String(sk))) : [];
    pieces = [];
    // The one that is wanted is no longer kept.
    if (turn && wanted !== undefined && turn.id < wanted) break;
    if (!turn || (wanted === undefined ? !turn.isAnswered && !isKeptInPart(turn, own) : turn.id !== wanted)) continue;
    if (newest === undefined && isRunning(turn, nowMs, parent)) continue;
    const kept = toKept(turn, own);
    tokens += sizeOf(kept);
    newest ??= turn.id;
    const isEnough = tokens > most.maxTokens || found.length === most.maxTurns;
    if (isEnough && found[0] && !hasResults(found[0])) break;
    found.unshift(kept);
    if (turn.parent === undefined) break;
    wanted = turn.parent;
  }
  if (parent && newest === undefined) throw unknownTurn(parent.field);
  return { turns: found, ...(newest !== undefined && { parent: newest }) };
}

/** The turn that a request names, of which nothing is recalled: the request has it all. */
export async function findParent(
  table: Table,
  place: Place,
  parent: Exclude<AskedParent, 'none'>,
  nowMs: number,
): Promise<Recalled> {
  const turn = await getTurn(table, { ...place, turn: parent.id }, nowMs);
  if (!turn) throw unknownTurn(parent.field);
  isRunning(turn, nowMs, parent);
  return { parent: turn.id, turns: [] };
}

/** Throws where that one is asked for. */
function isRunning(turn: Turn, nowMs: number, parent: Asked['parent']): boolean {
  const isIt = statusOf(turn, nowMs) === 'running';
  if (isIt && parent) throw running(parent.field);
  return isIt;
}

/** Not of a later turn, of which nothing else is left, and of an answer no more than the turn counts: nobody was told the rest. */
function isToldOf({ id, answerPieces }: Turn, sk: string): boolean {
  const { turn, piece } = readSortKey(sk);
  return turn === id && (piece?.kind === 'question' || (piece?.number ?? 0) <= answerPieces);
}

/** An interrupted turn says nothing of itself but what was kept. */
function isKeptInPart({ ending }: Turn, pieces: readonly Item[]): boolean {
  return ending === undefined && pieces.some(({ sk }) => readSortKey(String(sk)).piece?.kind === 'answer');
}

/** @param pieces the newest first */
function toKept(turn: Turn, pieces: readonly Item[]): KeptTurn {
  const textOf = (kind: 'question' | 'answer') =>
    pieces
      .filter(({ sk }) => readSortKey(String(sk)).piece?.kind === kind)
      .map(({ text }) => String(text))
      .toReversed()
      .join('');
  const answer = textOf('answer') + turn.answer;
  // An interrupted one may end within a line.
  const events = [...readAnswerLog(answer.slice(0, answer.lastIndexOf('\n') + 1))];
  const begun = events.find(({ type }) => type === 'message-start');
  return {
    question: readQuestionText(turn.questionPieces > 0 ? textOf('question') : turn.question).turns,
    answer: events,
    model: (begun?.type === 'message-start' && begun.servedBy) || turn.model,
    asked: turn.model,
  };
}

function sizeOf(turn: KeptTurn): number {
  const hasSteps = [...turn.answer].some(({ type }) => type === 'server-tool-result');
  const turns = messagesOf(turn, { hasThoughts: true, hasSteps, isAnswered: () => true });
  return estimatePrompt({ turns }, undefined).tokens;
}
