import type { ChatEvent, Usage } from '../../chat/chat-event.ts';
import type { Failure } from '../../chat/failure.ts';
import type { Stop } from '../../chat/stop.ts';
import { addUsage } from '../../chat/usage.ts';
import { parseExactly } from '../../read/exact-json.ts';
import { toJson } from '../../read/to-json.ts';
import { toFoundFields } from '../found.ts';

/** How an answer ended, if it has. */
export interface End {
  readonly stop?: Stop;
  readonly failure?: Failure;
  readonly usage?: Usage;
}

/**
 * The parts of an answer as the inside of a JSON list, in pieces: a text is written as it comes. Parts are `text`, `reasoning`, `tool-use`, `sources`,
 * `server-tool`, `server-tool-result` and `citation`.
 *
 * @returns how it ended
 */
export async function* writeAnswer(
  events: AsyncIterable<ChatEvent>,
  { isTakenBack }: { readonly isTakenBack: boolean },
): AsyncGenerator<string, End> {
  let end: End = {};
  let open: 'text' | 'reasoning' | undefined;
  let isFirst = true;
  let tool: { readonly id: string; readonly name: string; json: string } | undefined;
  let result: { readonly id: string; readonly isError?: true } = { id: '' };

  function* close(): Generator<string> {
    if (open) yield '"}';
    open = undefined;
  }
  function* separate(): Generator<string> {
    yield* close();
    if (!isFirst) yield ',';
    isFirst = false;
  }
  function* add(part: object): Generator<string> {
    yield* separate();
    yield toJson(part);
  }
  function* say(kind: 'text' | 'reasoning', text: string): Generator<string> {
    if (open !== kind) {
      yield* separate();
      yield `{"type":"${kind}","text":"`;
      open = kind;
    }
    yield toJson(text).slice(1, -1);
  }

  for await (const event of events) {
    switch (event.type) {
      case 'text-delta':
        if (!isTakenBack) yield* say('text', event.text);
        break;
      case 'reasoning-delta':
        if (!isTakenBack) yield* say('reasoning', event.text);
        break;
      case 'block-start':
        // Blocks of one kind in a row are parts of their own.
        yield* close();
        if (event.block.kind === 'server-tool-use') tool = { id: event.block.id, name: event.block.name, json: '' };
        if (event.block.kind === 'server-tool-result')
          result = { id: event.block.id, ...(event.block.isError && { isError: true }) };
        break;
      case 'server-tool-delta':
        if (tool) tool.json += event.json;
        break;
      case 'block-stop':
        if (tool && !isTakenBack) yield* add({ type: 'server-tool', id: tool.id, name: tool.name, json: tool.json });
        tool = undefined;
        break;
      case 'server-tool-result':
        if (!isTakenBack) yield* add({ type: 'server-tool-result', ...result, results: event.parts });
        break;
      case 'sources':
        if (!isTakenBack) yield* add({ type: 'sources', ...toFoundFields(event) });
        break;
      case 'citation':
        if (!isTakenBack) yield* add({ type: 'citation', ...event.citation });
        break;
      case 'call': {
        const { id, name, json } = event.call;
        // Models write on several lines, too; a transcript has a turn a line.
        yield* add({ type: 'tool-use', id, name, input: parseExactly(json) });
        break;
      }
      case 'usage':
        end = { ...end, usage: addUsage(end.usage, event.usage) };
        break;
      case 'message-stop':
        end = { ...end, stop: event.stop };
        break;
      case 'failure':
        end = { ...end, failure: event.failure };
        break;
      // Proofs of thoughts, and drafts of calls.
      case 'message-start':
      case 'tool-use-delta':
      case 'reasoning-signature':
      case 'reasoning-redacted':
      case 'silence':
    }
  }
  yield* close();
  return end;
}
