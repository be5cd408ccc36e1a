import type { ChatRequest } from '../../../chat/chat-request.ts';
import type { Model } from '../../../models/resolve-model.ts';

/**
 * Many clients always send a temperature and a top-p of 1, which is what a model does anyway. Where it does not take both, these
 * say nothing. Any other value is asked for, and refused as the official APIs refuse it (check-model.ts).
 */
export function dropNeutralSampling<Chat extends ChatRequest>(chat: Chat, { family: { sampling } }: Model): Chat {
  const { temperature, topP, ...rest } = chat;
  if (sampling === 'any' || (sampling === 'one' && (temperature === undefined || topP === undefined))) return chat;
  // The rest of a `Chat` with both left out, or put back as they were.
  return {
    ...(rest as Chat),
    ...(temperature !== undefined && temperature !== 1 && { temperature }),
    ...(topP !== undefined && topP !== 1 && { topP }),
  };
}
