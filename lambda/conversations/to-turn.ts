import type { ChatRequest, Turn as Message } from '../chat/chat-request.ts';
import type { Incoming } from '../http/incoming.ts';
import { invalid } from '../read/invalid.ts';
import type { Operation } from '../source.ts';
import type { AskedTurn, TurnWish } from '../asked-turn.ts';
import { allowedId, isConversationId } from '../http/conversation-id.ts';
import { hashOf, newId } from './ids.ts';

/** As its protocol has read it. */
export interface Asked {
  readonly operation: Operation;
  readonly chat: Pick<ChatRequest, 'turns' | 'system'>;
  readonly turn?: TurnWish | undefined;
}

/**
 * Which turn a request asks for, by its body and its headers; undefined where it names neither a conversation nor a key, and is not stored. Throws
 * the `Failure` that names what is wrong.
 */
export function toTurn(
  { operation, chat, turn: wish = {} }: Asked,
  { caller, headers, method, path, query, body }: Incoming,
  protocol: string,
  nowMs: number,
): AskedTurn | undefined {
  const key = headers['idempotency-key'];
  const named = nameOf(wish.conversation, headers['x-conversation-id']);
  const isKept = wish.isStored ?? (named !== undefined || key !== undefined);
  if (operation !== 'converse' || (!isKept && wish.isRecalled !== true)) return undefined;
  const isNew = named === undefined || named === 'new';
  if (isNew && typeof wish.parent === 'object')
    throw invalid(wish.parent.field, 'is a turn of a conversation: send its conversationId, too');
  if (isKept && wish.system === 'kept') checkSystem(chat.system ?? []);
  const isListed = named !== undefined || wish.isStored === true;
  const isRecalled = !isNew && wish.isRecalled === true;
  return {
    place: { caller: caller.id, conversation: isNew ? newId(nowMs) : named, turn: newId(nowMs) },
    isKnown: !isNew && wish.isKnown === true,
    isListed,
    isKept,
    parent: wish.parent,
    field: wish.field ?? 'messages',
    isRecalled,
    // What goes on from it is shown it, so it is whole where nothing before it is kept. One for a key alone is only told again.
    asked: isRecalled || (isNew && isListed) ? chat.turns : newIn(chat.turns),
    system: wish.system ?? 'none',
    protocol,
    echo: wish.echo,
    // Only an answer that is kept can be given again.
    key:
      key === undefined || !isKept
        ? undefined
        : {
            hash: hashOf(readKey(key)),
            fingerprint: hashOf(JSON.stringify([method, path, query, named ?? null, hashOf(body)])),
          },
  };
}

function nameOf(inBody: string | undefined, inHeader: string | undefined): string | undefined {
  if (inBody !== undefined && !isConversationId(inBody))
    throw invalid('conversationId', `must be new, or ${allowedId}`);
  if (inHeader !== undefined && !isConversationId(inHeader)) throw invalid('X-Conversation-ID', `must be ${allowedId}`);
  if (inBody !== undefined && inHeader !== undefined && inBody !== inHeader) {
    throw invalid('X-Conversation-ID', 'names another conversation than the body: send one of them');
  }
  return inBody ?? inHeader;
}

/** It is one item of the table, which may have 400 kB. */
const maxSystemBytes = 300_000;

function checkSystem(system: NonNullable<ChatRequest['system']>): void {
  const bytes = Buffer.byteLength(JSON.stringify(system));
  if (bytes > maxSystemBytes)
    throw invalid('system', `must have at most ${maxSystemBytes / 1000} kB, to be kept with its conversation`);
}

const maxKeyLength = 255;

function readKey(key: string): string {
  if (key !== '' && key.length <= maxKeyLength) return key;
  throw invalid('Idempotency-Key', `must have 1 to ${maxKeyLength} characters`);
}

/** What comes after the last answer, with what the model is to begin its own with. */
function newIn(turns: readonly Message[]): readonly Message[] {
  const lastAsked = turns.findLastIndex(({ role }) => role === 'user');
  const lastAnswer = turns.findLastIndex(({ role }, index) => role === 'assistant' && index < lastAsked);
  return turns.slice(lastAnswer + 1);
}
