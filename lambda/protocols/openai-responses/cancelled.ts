import type { Cancelled } from '../../cancel/running.ts';
import type { ToldTurn } from '../../chat/chat-event.ts';
import { Failure } from '../../chat/failure.ts';
import type { TextReply } from '../../http/respond.ts';
import { toJson } from '../../read/to-json.ts';
import type { Features } from '../../features.ts';
import type { Incoming } from '../../http/incoming.ts';
import { needed } from '../needed.ts';
import { readResponseId, requestIdOf } from './response-id.ts';
import { toResponse } from './answer/response.ts';
import { toEcho } from './request/echo.ts';

/** A response that is stored is found by its turn, which knows its request; another one by its id. */
export async function cancelResponse(
  { caller, pathParameters }: Incoming,
  { cancel, kept }: Features,
): Promise<TextReply> {
  const id = pathParameters['id'] ?? '';
  const stored = kept && readResponseId(id);
  const requestId = stored ? (await kept.find({ caller: caller.id, ...stored })).turn.requestId : requestIdOf(id);
  const turn = stored && { conversation: stored.conversation, id: stored.turn };
  return toCancelledResponse(id, turn, await needed(cancel).cancel(caller, 'request', requestId));
}

/**
 * What is known of a response that will end: not its words, which whoever reads them has, nor what was asked. OpenAI's API
 * cancels background responses only. It, too, answers the second cancel as the first, and refuses one that was over before.
 */
function toCancelledResponse(
  responseId: string,
  turn: ToldTurn | undefined,
  { id, model, startedMs, isCancelled }: Cancelled,
): TextReply {
  if (!isCancelled) {
    throw new Failure('invalid-request', 'id: this response is over, so it can’t be cancelled', { field: 'id' });
  }
  const incoming = { requestId: id, epochMs: startedMs };
  const question = { model: { alias: model }, chat: {} };
  const response = toResponse({ incoming, question }, toEcho({}), { status: 'cancelled', output: [], turn });
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: toJson({ ...response, id: responseId }),
  };
}
