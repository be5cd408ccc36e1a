import type { ToldTurn } from '../../chat/chat-event.ts';
import { Failure } from '../../chat/failure.ts';
import { isConversationId } from '../../http/conversation-id.ts';

const prefix = 'resp_';

/** Of a response that is stored, its turn and its conversation; of another one, its request. */
export function toResponseId(requestId: string, turn: ToldTurn | undefined): string {
  return `${prefix}${turn ? `${turn.id}.${turn.conversation}` : requestId}`;
}

interface StoredId {
  readonly turn: string;
  readonly conversation: string;
}

/** Empty if the id is none of ours. */
export function requestIdOf(id: string): string {
  return id.startsWith(prefix) ? id.slice(prefix.length) : '';
}

/** Where the response of this id is stored. No request that can be found by its id has a dot in it. */
export function readResponseId(id: string): StoredId | undefined {
  const [, turn, conversation] = /^([a-z0-9]{20})\.(.+)$/.exec(requestIdOf(id)) ?? [];
  // None is called `new`: a client that asks for that gets a new one.
  if (turn === undefined || conversation === undefined || conversation === 'new') return undefined;
  return isConversationId(conversation) ? { turn, conversation } : undefined;
}

/** Of a response that must be stored. */
export function toTurnOf(id: string, field: string): StoredId {
  const read = readResponseId(id);
  if (read) return read;
  throw new Failure('not-found', `${field}: you have no stored response with this id`, { field });
}
