import { Failure } from '../../chat/failure.ts';

/** Of what an agent sends, or makes us keep. */
export function tooLong(): Failure {
  return new Failure('unreadable', 'the agent sent more than can be read: ask for a shorter answer');
}

export function unknownForm(): Failure {
  return new Failure('unreadable', 'the agent answered in a form that is not known here: tell its operator');
}
