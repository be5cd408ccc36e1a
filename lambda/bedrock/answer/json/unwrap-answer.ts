import { type ChatEvent, isLast } from '../../../chat/chat-event.ts';
import type { OutputFormat } from '../../../chat/chat-request.ts';
import { answerTool } from '../../converse-input/parts/to-json-output.ts';
import { Failure } from '../../../chat/failure.ts';
import { isWhole } from '../../../chat/stop.ts';

/** What the open block is to a client that asked for JSON: the answer, an aside, or any other block. */
type Part = 'answer' | 'aside' | 'other';

/** The input of the answer tool as the text it stands for: the client sees no tool. Any other text would spoil the JSON. */
export async function* unwrapAnswer(
  events: AsyncIterable<ChatEvent>,
  format: OutputFormat | undefined,
): AsyncGenerator<ChatEvent> {
  const places = new Map<number, number>();
  const told = { calls: 0, blocks: 0, answers: 0 };
  let part: Part = 'other';
  let hasText = false;
  const start = (): ChatEvent => ({ type: 'block-start', index: told.blocks++, block: { kind: 'text' } });
  for await (const event of events) {
    if (event.type === 'call') {
      if (event.call.name !== answerTool) {
        told.calls += 1;
        yield { type: 'call', call: { ...event.call, index: places.get(event.call.index) ?? 0 } };
      } else if (!hasText && !hasRequired(format)) {
        // A tool without input gets none on the wire: the object is empty, and may be.
        yield start();
        yield { type: 'text-delta', index: told.blocks - 1, text: '{}' };
        yield { type: 'block-stop', index: told.blocks - 1 };
        hasText = true;
      }
      continue;
    }
    if (isLast(event) || !('index' in event)) {
      yield toStop(event, told);
      continue;
    }
    if (event.type === 'block-start') {
      part = toPart(event);
      if (part === 'answer') told.answers += 1;
    }
    if (part === 'other') {
      if (event.type === 'block-start') places.set(event.index, told.blocks++);
      yield { ...event, index: told.blocks - 1 };
    } else if (part === 'answer') {
      if (event.type === 'tool-use-delta' && event.json !== '') {
        if (!places.has(event.index)) yield start();
        places.set(event.index, told.blocks - 1);
        yield { type: 'text-delta', index: told.blocks - 1, text: event.json };
        hasText = true;
      }
      if (event.type === 'block-stop' && places.has(event.index)) yield { ...event, index: told.blocks - 1 };
    }
  }
}

function toPart({ block }: Extract<ChatEvent, { type: 'block-start' }>): Part {
  if (block.kind === 'text') return 'aside';
  return block.kind === 'tool-use' && block.name === answerTool ? 'answer' : 'other';
}

/** An answer that stopped for our tool alone has finished; one that called it twice has answered twice. */
function toStop(event: ChatEvent, { calls, answers }: { readonly calls: number; readonly answers: number }): ChatEvent {
  if (event.type === 'message-stop' && isWhole(event.stop.kind) && answers > 1) {
    const failure = new Failure('model-error', 'the model answered with JSON more than once: try again');
    return { type: 'failure', failure };
  }
  const isOurs = event.type === 'message-stop' && event.stop.kind === 'tool-use' && calls === 0;
  return isOurs ? { ...event, stop: { ...event.stop, kind: 'finished' } } : event;
}

function hasRequired(format: OutputFormat | undefined): boolean {
  const { schema } = format ?? {};
  const isObject = typeof schema === 'object' && schema !== null && !Array.isArray(schema);
  const required = isObject ? schema['required'] : undefined;
  return Array.isArray(required) && required.length > 0;
}
