import type { FailureKind } from '../../chat/failure.ts';
import type { StopKind } from '../../chat/stop.ts';
import type { Item } from '../../table/item.ts';

/** How an answer ended. */
export type Ending = `stop:${StopKind}` | `failure:${FailureKind}`;

/** One question with its answer, as its item has it. */
export interface Turn {
  readonly id: string;
  /** The turn before it. None if it is the first, or the one before it is not known. */
  readonly parent?: string;
  /** Whose request it is; it names the run that may write it. */
  readonly run: string;
  readonly requestId: string;
  /** The alias that was asked for. */
  readonly model: string;
  readonly protocol: string;
  /** Times are in ms since 1970. */
  readonly startedMs: number;
  readonly endedMs?: number;
  /** Until when it is taken to be running, unless somebody says that it still does. */
  readonly aliveUntilMs: number;
  /** Left out while it runs. */
  readonly ending?: Ending;
  /** Whether anything was said, or a tool called. */
  readonly isAnswered: boolean;
  /** Question and answer, or what is left of them beside their pieces. */
  readonly question: string;
  readonly answer: string;
  readonly questionPieces: number;
  readonly answerPieces: number;
}

/** What became of a turn. */
export type Status =
  | 'running'
  | 'finished'
  /** The model stopped before it was done. */
  | 'partial'
  /** A filter or a guardrail ended it. */
  | 'blocked'
  | 'cancelled'
  /** It failed after its first words. */
  | 'cut'
  /** It failed before. */
  | 'failed'
  /** What wrote it was ended, and nobody knows what the model would have said. */
  | 'interrupted';

const stopped: Readonly<Record<StopKind, Status>> = {
  finished: 'finished',
  'stop-sequence': 'finished',
  'tool-use': 'finished',
  length: 'partial',
  'context-full': 'partial',
  'max-steps': 'partial',
  filtered: 'blocked',
  guardrail: 'blocked',
};

export function statusOf({ ending, aliveUntilMs, isAnswered }: Turn, nowMs: number): Status {
  if (ending === undefined) return nowMs < aliveUntilMs ? 'running' : 'interrupted';
  const [how, kind = ''] = ending.split(':');
  if (how === 'stop') return Object.entries(stopped).find(([stop]) => stop === kind)?.[1] ?? 'finished';
  if (kind === 'cancelled') return 'cancelled';
  return isAnswered ? 'cut' : 'failed';
}

/** Undefined for what is no turn, or no longer one: DynamoDB deletes up to two days late. */
export function readTurn(item: Item, nowMs: number): Turn | undefined {
  const { sk: id, run, parent, requestId, model, protocol, ending, question, answer, expires } = item;
  if (typeof id !== 'string' || typeof run !== 'string') return undefined;
  if (Number(expires) * 1000 < nowMs) return undefined;
  const ended = typeof ending === 'string' ? { ending: ending as Ending, endedMs: Number(item['endedMs']) } : {};
  return {
    id,
    run,
    ...(typeof parent === 'string' && parent !== '' && { parent }),
    requestId: String(requestId),
    model: String(model),
    protocol: String(protocol),
    startedMs: Number(item['startedMs']),
    aliveUntilMs: Number(item['aliveUntilMs']),
    ...ended,
    isAnswered: item['isAnswered'] === 1,
    question: String(question ?? ''),
    answer: String(answer ?? ''),
    questionPieces: Number(item['questionPieces'] ?? 0),
    answerPieces: Number(item['answerPieces'] ?? 0),
  };
}
