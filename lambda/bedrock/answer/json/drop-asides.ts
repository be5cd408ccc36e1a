import type { ChatEvent } from '../../../chat/chat-event.ts';
import { isWhole } from '../../../chat/stop.ts';

/**
 * The same events without text around the JSON: a text that does not begin as an object is left out, since official
 * clients parse whatever text there is. One that does flows from its first brace on. Where the answer ends early, by a
 * guardrail, say, its words are all there is, and come at its end, unless they would be taken back at once.
 */
export async function* dropAsides(events: AsyncIterable<ChatEvent>): AsyncGenerator<ChatEvent> {
  const places = new Map<number, number>();
  let blocks = 0;
  /** The open text block so far, as long as it may be an aside. */
  let held: string | undefined;
  /** What it says first, blanks aside: that tells which it is. To look at all of it for each delta would be quadratic. */
  let first = '';
  let aside = '';
  let usage: ChatEvent[] = [];
  for await (const event of events) {
    if (event.type === 'block-start' && event.block.kind === 'text') {
      [held, first] = ['', ''];
    } else if (held !== undefined && 'index' in event) {
      if (event.type === 'text-delta') {
        held += event.text;
        first ||= event.text.trimStart();
      }
      if (event.type === 'block-stop') [aside, held] = [aside + held, undefined];
      if (held === undefined || !first.startsWith('{')) continue;
      yield* begin(blocks++, held);
      held = undefined;
    } else if ('index' in event) {
      if (event.type === 'block-start') places.set(event.index, blocks++);
      yield { ...event, index: blocks - 1 };
    } else if (event.type === 'call') {
      yield { type: 'call', call: { ...event.call, index: places.get(event.call.index) ?? 0 } };
    } else if (event.type === 'usage') {
      usage = [event];
    } else if (event.type === 'message-stop') {
      if (!isWhole(event.stop.kind) && !event.stop.isRetraction && aside !== '') {
        yield* begin(blocks, aside);
        yield { type: 'block-stop', index: blocks };
      }
      yield* [...usage, event];
    } else {
      if (event.type === 'failure') yield* usage;
      yield event;
    }
  }
}

function begin(index: number, text: string): ChatEvent[] {
  return [
    { type: 'block-start', index, block: { kind: 'text' } },
    { type: 'text-delta', index, text },
  ];
}
