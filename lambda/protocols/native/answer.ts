import type { BudgetLeft } from '../../chat/budget-left.ts';
import { type Answer, citationsOf, type PlacedCitation, wordsOf } from '../../chat/fold.ts';
import type { AnswerContext } from '../protocol.ts';
import { type FoundFields, toFoundFields } from '../found.ts';
import { type Guarded, stopReasons } from './events.ts';
import { type Kept, toKept, toUnkept, type Unkept } from './kept.ts';
import { type NativeUsage, toNativeUsage } from './usage.ts';

/** What JSON clients see. `sources` is missing if no documents were searched. */
interface NativeAnswer extends Guarded, Kept, Unkept, Partial<FoundFields> {
  readonly id: string;
  readonly model: string;
  readonly text: string;
  /** Missing if the model cited nothing. */
  readonly citations?: readonly PlacedCitation[];
  readonly stopReason: string;
  readonly usage?: NativeUsage;
  readonly budget?: BudgetLeft;
}

export function toNativeAnswer(answer: Answer, { incoming, question: { model } }: AnswerContext): NativeAnswer {
  const { stop, usage, budget, found } = answer;
  const citations = citationsOf(answer);
  return {
    id: incoming.requestId,
    model: model.alias,
    text: wordsOf(answer, 'text'),
    ...(found && toFoundFields(found)),
    ...(citations.length > 0 && { citations }),
    stopReason: stopReasons[stop.kind],
    guardrail: stop.guardrail,
    ...(usage && { usage: toNativeUsage(usage) }),
    ...(budget && { budget }),
    ...toKept(answer),
    ...toUnkept(answer.isUnkept),
  };
}
