import { around } from '../../around.ts';
import { Failure } from '../../chat/failure.ts';
import type { Wrapper } from '../../source.ts';

/** The answers that one process gives at the same time. */
export interface Streams {
  readonly wrapper: Wrapper;
  readonly count: () => number;
  /** Ends all that run, each with its own protocol's word for a failure. */
  readonly end: () => void;
}

/** @param most how many at the same time; what comes above is refused before anything is asked */
export function openStreams(most: number): Streams {
  const running = new Set<AbortController>();
  return {
    wrapper: (inner) => (question) => {
      if (running.size >= most) throw full();
      const own = new AbortController();
      const signal = AbortSignal.any([question.signal, own.signal]);
      running.add(own);
      return around(inner({ ...question, signal }), { after: () => void running.delete(own) });
    },
    count: () => running.size,
    end() {
      for (const each of running) each.abort(stopping());
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
