import type { ChatEvent } from '../../../chat/chat-event.ts';
import type { ChatRequest } from '../../../chat/chat-request.ts';
import { jsonModeOf } from '../../converse-input/parts/to-json-output.ts';
import { Failure } from '../../../chat/failure.ts';
import type { Model } from '../../../models/resolve-model.ts';
import { readModelJson } from '../../../read/read-model-json.ts';
import { isWhole } from '../../../chat/stop.ts';
import { dropAsides } from './drop-asides.ts';
import { unwrapAnswer } from './unwrap-answer.ts';

/** The same events, where a client asked for JSON: its answer is one JSON object, or a failure. */
export function toJsonAnswer(
  events: AsyncIterable<ChatEvent>,
  chat: ChatRequest,
  model: Model,
): AsyncIterable<ChatEvent> {
  switch (jsonModeOf(chat, model)) {
    case 'off':
      return events;
    case 'tool':
      return checkJson(unwrapAnswer(events, chat.outputFormat));
    case 'text':
    case 'unheld':
      return checkJson(dropAsides(events));
  }
}

/**
 * An answer that claims to be whole and is no JSON object would be taken for one: it fails. Its calls are held back until
 * that is known, or a client would run them.
 */
async function* checkJson(events: AsyncIterable<ChatEvent>): AsyncGenerator<ChatEvent> {
  let text = '';
  const calls: ChatEvent[] = [];
  const usage: ChatEvent[] = [];
  for await (const event of events) {
    if (event.type === 'call') {
      calls.push(event);
    } else if (event.type === 'usage') {
      usage.push(event);
    } else if (event.type === 'message-stop') {
      // A client whose tool is called gets its JSON later, and no text now.
      const isAnswer = isWhole(event.stop.kind) && (calls.length === 0 || text.trim() !== '');
      const failure = isAnswer ? toFailure(text) : undefined;
      yield* failure ? [...usage, { type: 'failure' as const, failure }] : [...calls, ...usage, event];
    } else {
      if (event.type === 'text-delta') text += event.text;
      if (event.type === 'failure') yield* usage;
      yield event;
    }
  }
}

function toFailure(text: string): Failure | undefined {
  switch (readModelJson(text)) {
    case 'object':
      return undefined;
    case 'unfit':
      return new Failure(
        'unreadable',
        'the model’s JSON is nested too deeply, or has a number that can’t be kept exactly: try again',
      );
    case 'other':
    case 'broken':
      return new Failure('model-error', 'the model did not answer with one JSON object: try again');
  }
}
