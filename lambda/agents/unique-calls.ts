import type { ChatEvent } from '../chat/chat-event.ts';

/** Gives each call of an answer an id of its own: some models count anew in each step, and clients know a call by its id. */
export function uniqueCalls(): (event: ChatEvent) => ChatEvent {
  const seen = new Set<string>();
  /** Of this step, by the block. */
  let ids = new Map<number, string>();

  function toUnique(id: string): string {
    let unique = id;
    for (let count = 2; seen.has(unique); count += 1) unique = `${id}-${count}`;
    seen.add(unique);
    return unique;
  }

  return (event) => {
    if (event.type === 'message-start') ids = new Map();
    if (event.type === 'block-start' && event.block.kind === 'tool-use') {
      const id = toUnique(event.block.id);
      ids.set(event.index, id);
      return { ...event, block: { ...event.block, id } };
    }
    if (event.type !== 'call') return event;
    return { ...event, call: { ...event.call, id: ids.get(event.call.index) ?? event.call.id } };
  };
}
