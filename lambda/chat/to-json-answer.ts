import type { ChatEvent } from './chat-event.ts';
import { answerTool, hasAnswerTool } from './converse-input/to-json-output.ts';
import type { ConverseInput } from './converse-input/to-converse-input.ts';
import { Failure } from './failure.ts';

/** What the open block is to a client that asked for JSON: the answer, a word beside it, or what it is. */
type Part = 'answer' | 'aside' | 'other';

/**
 * The same events, with the input of the answer tool, where the model has one, as the text it stands for: the client
 * sees no tool. A word beside it would spoil the JSON and is left out; an answer that is none at all is a failure.
 */
export function toTextAnswer(events: AsyncIterable<ChatEvent>, input: ConverseInput): AsyncIterable<ChatEvent> {
  return hasAnswerTool(input) ? unwrapAnswer(events) : events;
}

async function* unwrapAnswer(events: AsyncIterable<ChatEvent>): AsyncGenerator<ChatEvent> {
  let part: Part = 'other';
  let index = -1;
  let answers = 0;
  let calls = 0;
  let isEmpty = true;
  for await (const event of events) {
    if (event.type === 'block-start') {
      part = toPart(event);
      if (part !== 'aside') index += 1;
      if (part === 'answer') answers += 1;
      else if (event.block.kind === 'tool-use') calls += 1;
      isEmpty = true;
    }
    if (event.type === 'message-stop') yield toStop(event, answers, calls);
    else if (!('index' in event)) yield event;
    else if (part === 'other') yield { ...event, index };
    else if (part === 'answer') {
      if (event.type === 'block-start') yield { type: 'block-start', index, block: { kind: 'text' } };
      if (event.type === 'tool-use-delta' && event.json !== '') {
        isEmpty = false;
        yield { type: 'text-delta', index, text: event.json };
      }
      // A tool without input gets none on the wire; it means an empty object.
      if (event.type === 'block-stop' && isEmpty) yield { type: 'text-delta', index, text: '{}' };
      if (event.type === 'block-stop') yield { type: 'block-stop', index };
    }
  }
}

function toPart({ block }: Extract<ChatEvent, { type: 'block-start' }>): Part {
  if (block.kind === 'text') return 'aside';
  return block.kind === 'tool-use' && block.name === answerTool ? 'answer' : 'other';
}

function toStop(event: Extract<ChatEvent, { type: 'message-stop' }>, answers: number, calls: number): ChatEvent {
  if (calls > 0) return event;
  if (event.stopReason === 'tool_use') return { ...event, stopReason: 'end_turn' };
  if (event.stopReason !== 'end_turn' || answers > 0) return event;
  return { type: 'failure', failure: new Failure('model-error', 'the model did not answer with JSON: try again') };
}
