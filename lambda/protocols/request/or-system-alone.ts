import type { ChatRequest } from '../../chat/chat-request.ts';
import type { CachePoint, TextContent } from '../../chat/content.ts';

type Conversation = Pick<ChatRequest, 'system' | 'turns'>;

interface Said extends Conversation {
  readonly system: readonly (TextContent | CachePoint)[];
}

/** Some prompts are a system message alone. Converse wants a user, so it is the user's. */
export function orSystemAlone({ system, turns }: Said): Conversation {
  if (system.length === 0) return { turns };
  return turns.length > 0 ? { system, turns } : { turns: [{ role: 'user', content: system }] };
}
