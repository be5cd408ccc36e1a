import { Failure } from './failure.ts';

/** The failure of a sequence that ended without a last event. */
export function incomplete(): Failure {
  return new Failure('truncated', 'the answer is incomplete: try again');
}

/** The failure of a source that sent nothing for `silentMs`. */
export function stalled(silentMs: number): Failure {
  return new Failure('stalled', `the model sent nothing for ${silentMs / 1000} s, so the request was ended: try again`);
}
