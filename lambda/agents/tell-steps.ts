import type { Block, ChatEvent } from '../chat/chat-event.ts';
import type { Failure } from '../chat/failure.ts';
import type { Stop } from '../chat/stop.ts';
import { marksOf, type Shows } from '../chat/shows.ts';

/** One answer of several steps: what models say and tools return, as one normalized sequence. */
export function tellSteps(shows: Shows) {
  const marks = marksOf(shows);
  let waiting: ChatEvent[] = [];
  let index = -1;
  let hasStarted = false;
  /** What was said before ends without a line break, and more may follow. */
  let needsBreak = false;
  let isNewStep = false;
  let stop: Stop | undefined;
  let failure: Failure | undefined;

  /** Sees an event of the model that the agent thinks with. */
  function see(event: ChatEvent): void {
    switch (event.type) {
      case 'message-start':
        if (!hasStarted) waiting.push(event);
        hasStarted = true;
        isNewStep = true;
        stop = undefined;
        break;
      case 'block-start':
        index += 1;
        waiting.push({ ...event, index, block: toOwnBlock(event.block) });
        break;
      case 'text-delta': {
        // Many clients run the texts of all steps together.
        const text = isNewStep && needsBreak ? `\n\n${event.text}` : event.text;
        isNewStep = false;
        needsBreak = !event.text.endsWith('\n');
        waiting.push({ ...event, index, text });
        break;
      }
      case 'tool-use-delta':
        waiting.push({ type: 'server-tool-delta', index, json: event.json });
        break;
      case 'reasoning-delta':
      case 'server-tool-delta':
      case 'server-tool-result':
      case 'citation':
      case 'block-stop':
        waiting.push({ ...event, index });
        break;
      case 'sources':
      case 'usage':
      case 'silence':
        waiting.push(event);
        break;
      case 'message-stop':
        ({ stop } = event);
        break;
      case 'failure':
        ({ failure } = event);
        break;
      // Proofs of thoughts are for the next step alone, and the agent runs its calls itself.
      case 'reasoning-signature':
      case 'reasoning-redacted':
      case 'call':
    }
  }

  function toOwnBlock(block: Block): Block {
    if (block.kind === 'text' || block.kind === 'reasoning') return block;
    return block.kind === 'tool-use'
      ? { ...block, kind: 'server-tool-use', ...marks.step }
      : { ...block, ...marks.step };
  }

  return {
    see,
    /** Sees what a tool returned. */
    seeResult(id: string, isError: boolean, parts: readonly unknown[]): void {
      index += 1;
      waiting.push(
        { type: 'block-start', index, block: { kind: 'server-tool-result', id, isError, ...marks.step } },
        { type: 'server-tool-result', index, parts, ...marks.result },
        { type: 'block-stop', index },
      );
    },
    /** What was seen since the last time. */
    take(): readonly ChatEvent[] {
      const taken = waiting;
      waiting = [];
      return taken;
    },
    /** How the last step stopped, if it did. */
    stop: () => stop,
    failure: () => failure,
  };
}
