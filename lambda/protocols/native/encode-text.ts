import type { ChatEvent } from '../../chat/chat-event.ts';
import { isWhole } from '../../chat/stop.ts';
import type { AnswerContext } from '../protocol.ts';
import { stopReasons } from './events.ts';
import type { TextSources } from './text-sources.ts';

/** The text as it comes, then the sources that it cites. An answer that failed or ended early says so on a last line of its own. */
export async function* encodeText(
  events: AsyncIterable<ChatEvent>,
  { incoming }: AnswerContext,
): AsyncGenerator<string> {
  let sources: TextSources | undefined;
  let isAtLineStart = true;
  for await (const event of events) {
    if (event.type === 'text-delta') {
      isAtLineStart = event.text.endsWith('\n');
      yield event.text;
    }
    // Few answers have any.
    if (event.type === 'sources') sources ??= (await import('./text-sources.ts')).textSources();
    const mark = sources?.read(event) ?? '';
    if (mark !== '') {
      isAtLineStart = false;
      yield mark;
    }
    const list = (event.type === 'message-stop' && !event.stop.isRetraction && sources?.list()) || '';
    if (list !== '') {
      yield `${isAtLineStart ? '' : '\n'}\n${list}`;
      isAtLineStart = true;
    }
    for (const remark of toRemarks(event)) {
      yield `${isAtLineStart ? '' : '\n'}${remark}, request ${incoming.requestId})\n`;
      isAtLineStart = true;
    }
  }
}

function toRemarks(event: ChatEvent): string[] {
  const unkept = 'isUnkept' in event ? 'note: this answer could not be kept in its conversation (not-kept' : undefined;
  return [toRemark(event), unkept].filter((remark) => remark !== undefined);
}

function toRemark(event: ChatEvent): string | undefined {
  if (event.type === 'failure') return `error: ${event.failure.message} (${event.failure.kind}`;
  if (event.type !== 'message-stop' || isWhole(event.stop.kind)) return undefined;
  const what = event.stop.isRetraction
    ? 'a guardrail took back the text above'
    : event.stop.kind === 'max-steps'
      ? 'the agent used all its steps before it was done'
      : 'the model stopped before it was done';
  return `note: ${what} (${stopReasons[event.stop.kind]}`;
}
