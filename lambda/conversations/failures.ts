import { nameOf } from '../chat/as-failure.ts';
import { Failure } from '../chat/failure.ts';
import { GoneError } from './heads.ts';

/** What is wrong where that is not said: the table can't be asked. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof GoneError) return gone();
  return new Failure('history-unknown', 'conversations can’t be reached at the moment: try again', {
    upstream: nameOf(error),
    retryAfterSeconds: 1,
  });
}

/** What the table answers, or a failure that says that it can't be asked. */
export async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw toFailure(error);
  }
}

export function gone(): Failure {
  return new Failure('not-found', 'the turn was deleted while it was read');
}

export function interrupted(): Failure {
  return new Failure('interrupted', 'the answer was interrupted before its end: ask again');
}

/** Of a turn that must be there. */
export function unknownTurn(field: string): Failure {
  return new Failure('not-found', `${field}: you have no such turn, or it is no longer kept`, { field });
}

/** Of a conversation that must be there. */
export function unknownConversation(field = 'conversationId'): Failure {
  return new Failure('not-found', `${field}: you have no such conversation, or it is no longer kept`, { field });
}

/** Of a turn that another one is to go on after. */
export function running(field: string): Failure {
  return new Failure('conflict', `${field}: this turn is still being answered: wait for its end`, {
    field,
    retryAfterSeconds: 1,
  });
}

/** Of a history that the model can't be shown: `what` is in it. */
export function unshown(field: string, what: string, model: string): Failure {
  const message = `${field}: an earlier turn of this conversation has ${what}, which ${model} does not support: ask a model that does, or begin anew`;
  return new Failure('invalid-request', message, { field });
}
