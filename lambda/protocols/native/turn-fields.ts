import type { AskedParent, TurnWish } from '../../asked-turn.ts';
import type { ChatRequest } from '../../chat/chat-request.ts';
import { only } from '../../read/accepted.ts';
import { nonEmptyText, optional, type Shape, spokenText } from '../../read/shape.ts';

/** Text for the model, as a list of its parts. */
const system: Shape<ChatRequest['system']> = (value, field) => {
  const prompt = optional(spokenText)(value, field);
  return prompt === undefined ? undefined : [{ kind: 'text', text: prompt }];
};

/** Empty, it takes back what the conversation has. */
const systemOfConversation: typeof system = (value, field) => (value === '' ? [] : system(value, field));

/** Which turn of a conversation it is, where conversations are kept. */
const parent: Shape<AskedParent> = (value, field) => {
  const id = nonEmptyText(value, field);
  return id === 'none' ? id : { id, field };
};
const inConversation = {
  conversationId: optional(nonEmptyText),
  parent: optional(parent),
  system: systemOfConversation,
};

const notKept = only([], 'this deployment keeps no conversations: send the whole conversation as messages');
const inNone = { conversationId: notKept, parent: notKept, system };

/** The system prompt, which may be a conversation's, and which turn of that a question is. Where none are kept, their fields say so. */
export function turnFields(areKept: boolean) {
  return areKept ? inConversation : inNone;
}

export interface Parsed {
  readonly chat: ChatRequest;
  readonly turn: TurnWish;
}

type Read = ChatRequest & { readonly conversationId?: string; readonly parent?: AskedParent };

/** A request that has an answer in it brings its own history. */
export function toParsed({ conversationId, parent: after, system: told, ...chat }: Read): Parsed {
  const isCleared = told?.length === 0;
  return {
    chat: { ...chat, ...(told && !isCleared && { system: told }) },
    turn: {
      conversation: conversationId,
      isKnown: conversationId !== undefined,
      parent: after,
      isRecalled: chat.turns.every(({ role }) => role === 'user'),
      system: isCleared ? 'cleared' : 'kept',
    },
  };
}
