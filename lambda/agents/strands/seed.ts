import type { Message, MessageData } from '@strands-agents/sdk';
import type { Turn } from '../../chat/chat-request.ts';
import type { Content } from '../../chat/content.ts';
import { toTurn } from './to-turn.ts';

/**
 * A client's conversation as Strands holds it, and back again. Strands clones all messages through JSON for each step, and has no word for some
 * of what a client may send (passages, cited documents): so it holds the texts, and what it did not change goes to the model as it came.
 */
export function seed(turns: readonly Turn[]) {
  const seeded = turns.map((turn) => ({ turn, id: crypto.randomUUID(), texts: turn.content.map(toText) }));
  const byId = new Map<string, (typeof seeded)[number]>(seeded.map((one) => [one.id, one]));
  return {
    messages: seeded.map(({ turn: { role }, id, texts }): MessageData => ({
      role,
      trackingId: id,
      content: texts.map((text) => ({ text })),
    })),
    toTurns: (messages: readonly Message[]): Turn[] =>
      messages.map((message) => {
        const own = byId.get(message.trackingId);
        return own && isSame(message, own.texts) ? own.turn : toTurn(message);
      }),
  };
}

/** What hooks see of a part. */
function toText(part: Content): string {
  return part.kind === 'text' ? part.text : `[${part.kind}]`;
}

function isSame({ content }: Message, texts: readonly string[]): boolean {
  return (
    content.length === texts.length &&
    content.every((block, index) => block.type === 'textBlock' && block.text === texts[index])
  );
}
