import { type Api, post } from '../api/api.ts';
import { listen, type PageEvent } from '../api/ask.ts';
import type { ChatBody } from '../api/chat-body.ts';
import type { Model } from '../api/list-models.ts';
import { type Conversation, isKept, toBody } from '../chat/conversation/conversation.ts';
import { standing } from '../chat/answer/answer.ts';
import { follow, type Followed, isLost } from './follow.ts';
import { pause } from './pause.ts';

/** The answer that was stopped a moment ago may still be ending. */
const mostConflicts = 5;
const conflictMs = 1_000;

/** Asks the last question of a conversation that the server keeps. Where the connection is lost, the answer is followed. */
export async function* askKept(
  api: Api,
  conversation: Conversation,
  model: Model | undefined,
  signal: AbortSignal,
): AsyncGenerator<readonly PageEvent[]> {
  const body = toKeptBody(conversation, model);
  const headers = { 'x-conversation-id': conversation.id };
  const send = () => post(api, 'text/event-stream', body, { headers, kept: {}, signal });
  let followed: Followed | undefined;
  for (let conflicts = 0; ; conflicts++) {
    let isConflict = false;
    for await (const events of listen(send, signal)) {
      const last = events.at(-1);
      if (followed && isLost(last)) return yield* follow(api, followed, signal);
      followed = note(followed, events);
      isConflict = last?.type === 'problem' && last.data.kind === 'conflict' && conflicts < mostConflicts;
      if (!isConflict) yield events;
    }
    if (!isConflict) return;
    await pause(conflictMs, signal);
  }
}

/** What has to be known to follow the answer from here on. */
function note(followed: Followed | undefined, events: readonly PageEvent[]): Followed | undefined {
  const [first] = events;
  if (followed) return { ...followed, seen: followed.seen + events.length };
  if (first?.type !== 'start') return undefined;
  const { conversationId: conversation, turn, requestId } = first.data;
  if (conversation === undefined || turn === undefined) return undefined;
  return { conversation, turn, requestId, seen: events.length };
}

/**
 * Only what the server does not have: the questions after the last answer that it keeps. An answer that it could not keep is sent along, and then
 * everything before it, too: what is sent with an answer in it has to be whole.
 */
export function toKeptBody(conversation: Conversation, model: Model | undefined): ChatBody {
  const { messages } = conversation;
  // The last one is what is asked for.
  const at = messages.slice(0, -1).findLastIndex(isKept);
  const body = toBody({ ...conversation, messages: messages.slice(at + 1) }, model);
  if (body.messages.some(({ role }) => role === 'assistant')) return toBody(conversation, model);
  const before = messages[at];
  const turn = before?.role === 'assistant' ? standing(before).turn : undefined;
  // Instructions that are no longer wanted have to be taken back.
  const system = at >= 0 && body.system === undefined ? { system: '' } : {};
  return { ...body, ...system, parent: turn ?? 'none' };
}
