import type { ChatEvent } from './chat-event.ts';

/** Sees an answer as its callers may: what an agent hides is silence, and a hidden result is empty. */
export function hideSteps(): (event: ChatEvent) => ChatEvent {
  let isHidden = false;
  return (event) => {
    if (event.type === 'block-start') isHidden = 'isHidden' in event.block && event.block.isHidden;
    if (isHidden && 'index' in event) return { type: 'silence' };
    return event.type === 'server-tool-result' && event.isHidden ? { ...event, parts: [] } : event;
  };
}
