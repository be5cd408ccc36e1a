import { around } from '../../around.ts';
import { Failure } from '../../chat/failure.ts';
import type { Wrapper } from '../../source.ts';

/** What one process answers at the same time. */
export interface Streams {
  /** Refuses a question above the limit before anything is asked, and ends an answer when it is told to. */
  readonly wrapper: Wrapper;
  /** Counts a request until all of it is done, its settling and its log line included. */
  readonly run: (answer: Promise<void>) => Promise<void>;
  readonly count: () => number;
  /** Resolves when none runs. */
  readonly settled: () => Promise<void>;
  /** Ends all answers that a model writes, each with its own protocol's word for a failure, and lets none begin. */
  readonly end: () => void;
}

/** @param most how many at the same time */
export function openStreams(most: number): Streams {
  const running = new Set<Promise<void>>();
  const questions = new Set<AbortController>();
  let isEnding = false;
  return {
    wrapper: (inner) => (question) => {
      if (isEnding) throw stopping();
      if (running.size > most) throw full();
      const own = new AbortController();
      const signal = AbortSignal.any([question.signal, own.signal]);
      questions.add(own);
      return around(inner({ ...question, signal }), { after: () => void questions.delete(own) });
    },
    async run(answer) {
      running.add(answer);
      try {
        await answer;
      } finally {
        running.delete(answer);
      }
    },
    count: () => running.size,
    async settled() {
      while (running.size > 0) await Promise.allSettled(running);
    },
    end() {
      isEnding = true;
      for (const each of questions) each.abort(stopping());
    },
  };
}

function full(): Failure {
  return new Failure('overloaded', 'too many answers are being written at the moment: try again', {
    retryAfterSeconds: 1,
  });
}

function stopping(): Failure {
  return new Failure('interrupted', 'what wrote the answer is being replaced, so the answer is incomplete: ask again');
}
