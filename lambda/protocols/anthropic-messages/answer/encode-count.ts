import type { MessageTokensCount } from '@anthropic-ai/sdk/resources/messages/messages';
import type { ChatEvent, Usage } from '../../../chat/chat-event.ts';
import type { Format } from '../../protocol.ts';
import { requestIdHeader } from './message.ts';

/** The answer to a token count. */
export const countFormat: Format = {
  name: 'count',
  mediaType: 'application/json',
  headers: requestIdHeader,
  hasHeartbeat: false,
  encode: encodeCount,
};

async function* encodeCount(events: AsyncIterable<ChatEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type === 'usage') yield JSON.stringify(toCount(event.usage));
  }
}

function toCount({ input }: Usage): MessageTokensCount {
  return { input_tokens: input };
}
