import type { ChatEvent } from '../chat/chat-event.ts';

/** Gives each call of an answer an id of its own: some models count anew in each step, and clients know a call by its id. */
export function uniqueCalls(): (event: ChatEvent) => ChatEvent {
  const seen = new Set<string>();
  return (event) => {
    if (event.type !== 'block-start' || event.block.kind !== 'tool-use') return event;
    const { id } = event.block;
    let unique = id;
    for (let count = 2; seen.has(unique); count += 1) unique = `${id}-${count}`;
    seen.add(unique);
    return unique === id ? event : { ...event, block: { ...event.block, id: unique } };
  };
}
