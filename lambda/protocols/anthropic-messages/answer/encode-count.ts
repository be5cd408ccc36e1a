import type { MessageTokensCount } from '@anthropic-ai/sdk/resources/messages/messages';
import type { ChatEvent, Usage } from '../../../chat/chat-event.ts';
import { incomplete } from '../../../chat/cut-short.ts';
import { fold } from '../../../chat/fold.ts';
import type { Format } from '../../protocol.ts';
import { requestIdHeader } from './message.ts';
import { toJson } from '../../../read/to-json.ts';

/** The answer to a token count. */
export const countFormat: Format = {
  name: 'count',
  mediaType: 'application/json',
  headers: requestIdHeader,
  hasHeartbeat: false,
  encode: encodeCount,
};

/** Written from the whole answer, so that one that fails after its usage is still refused. */
async function* encodeCount(events: AsyncIterable<ChatEvent>): AsyncGenerator<string> {
  const { usage } = await fold(events);
  if (!usage) throw incomplete();
  yield toJson(toCount(usage));
}

function toCount({ input }: Usage): MessageTokensCount {
  return { input_tokens: input };
}
