import type { ChatEvent } from '../../chat/chat-event.ts';

/** The same events, with the names that the client gave its tools. */
export async function* renameCalls(
  events: AsyncIterable<ChatEvent>,
  toOwnName: (name: string) => string,
): AsyncGenerator<ChatEvent> {
  for await (const event of events) {
    if (event.type === 'call') yield { ...event, call: { ...event.call, name: toOwnName(event.call.name) } };
    else if (event.type === 'block-start' && event.block.kind === 'tool-use')
      yield { ...event, block: { ...event.block, name: toOwnName(event.block.name) } };
    else yield event;
  }
}
