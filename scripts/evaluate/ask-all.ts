import { setTimeout as delay } from 'node:timers/promises';
import type { AnswerEvent } from '../ask/answer-event.ts';
import { askChat, Unanswered } from '../ask/ask-chat.ts';
import type { Asked } from '../ask/find-asked.ts';
import { forEachAtMost } from '../at-most.ts';
import type { Progress } from '../progress.ts';
import { judge, type KnownDocument, type Verdict } from './judge.ts';
import type { Question } from './questions/question.ts';
import { readAnswer } from './read-answer.ts';
import type { Failed } from './report.ts';

export interface AskOptions {
  readonly questions: readonly Question[];
  readonly documents: readonly KnownDocument[];
  readonly progress: Progress;
  /** @default that long */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** So many answers at a time, since a key may have a small rate. */
const mostAtOnce = 4;
const mostTries = 4;

/** Asks all questions, and judges the answers. Both lists are in the order of the questions. */
export async function askAll(
  asked: Asked,
  { questions, documents, progress, wait = delay }: AskOptions,
): Promise<{ readonly verdicts: readonly Verdict[]; readonly failed: readonly Failed[] }> {
  const verdicts = new Map<Question, Verdict>();
  const failed = new Map<Question, Failed>();
  await forEachAtMost(mostAtOnce, questions, async (question) => {
    const { text } = question;
    try {
      verdicts.set(question, judge(question, readAnswer(await ask(asked, text, wait)), documents));
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      failed.set(question, { text, reason: error.message });
    }
    progress.show('asked', verdicts.size + failed.size, questions.length);
  });
  return {
    verdicts: questions.flatMap((question) => verdicts.get(question) ?? []),
    failed: questions.flatMap((question) => failed.get(question) ?? []),
  };
}

/** A question that is refused for the moment is asked again when the API says so. */
async function ask(
  { name, target }: Asked,
  message: string,
  wait: (ms: number) => Promise<unknown>,
): Promise<readonly AnswerEvent[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      const events: AnswerEvent[] = [];
      for await (const event of askChat(target, { model: name, message })) events.push(event);
      return events;
    } catch (error) {
      const seconds = error instanceof Unanswered ? error.retryAfterSeconds : undefined;
      if (seconds === undefined || tries === mostTries) throw error;
      await wait(seconds * 1000);
    }
  }
}
