import { planOf } from './access/plans.ts';
import type { Config } from './config.ts';
import type { Incoming } from './http/incoming.ts';
import type { Family } from './models/families/family.ts';
import { namesOfCaller } from './models/names-of-caller.ts';
import { resolveModel } from './models/resolve-model.ts';
import type { AskedModel } from './protocols/protocol.ts';
import type { Question } from './source.ts';

/** What a client asks, with what the deployment adds: which model that is, and how long an answer may be at most. */
export function toQuestion(
  { operation, chat, chatId, embedding }: AskedModel,
  { requestId, epochMs, caller, headers }: Incoming,
  { signal, note, turn }: Pick<Question, 'signal' | 'note' | 'turn'>,
  config: Config,
): Question {
  const conversation = turn?.place.conversation ?? chatId ?? headers['x-conversation-id'];
  // Without either, everybody would be one caller, and have one part.
  const key = caller.kind === 'anyone' ? (conversation ?? requestId) : `${caller.id}\n${conversation ?? ''}`;
  const model = resolveModel(chat.model, namesOfCaller(config, caller), key);
  const { maxTokens: ofPlan = Infinity } = planOf(config.plans, caller);
  const maxTokens = Math.min(chat.maxTokens ?? config.maxTokens, capOf(model.family, config), ofPlan);
  const ask = { ...chat, maxTokens };
  return {
    id: requestId,
    askedMs: epochMs,
    caller,
    operation,
    chat: ask,
    chatId,
    turn,
    model,
    embedding,
    signal,
    note,
  };
}

/** Most models answer at least so much. */
const unknownMaximum = 8192;

function capOf({ maxTokens: known }: Family, { maxTokensCap: allowed }: Config): number {
  return Math.min(allowed ?? known ?? unknownMaximum, known ?? Infinity);
}
