import type { AnswerContext } from '../../protocol.ts';
import type { Completion } from './wire.ts';

type Identity = Pick<Completion, 'id' | 'created' | 'model'>;

/** What every chunk of an answer, or the answer as a whole, says of itself. `created` is in seconds since 1970. */
export function toIdentity({ incoming, question: { model } }: AnswerContext): Identity {
  return { id: `chatcmpl-${incoming.requestId}`, created: Math.floor(incoming.epochMs / 1000), model: model.alias };
}
