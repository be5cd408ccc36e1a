import { Failure } from '../../chat/failure.ts';

/** Of what an agent sends at once. */
export function tooLong(): Failure {
  return new Failure('unreadable', 'the agent sent more at once than can be read: ask for a shorter answer');
}
