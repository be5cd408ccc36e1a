import { fieldOf, stringIn } from '../../../chat/as-failure.ts';
import { openCalls } from '../open-calls.ts';
import { type ReadEvent, type Said, text, thought, toShort } from '../said.ts';
import { toEnd } from '../to-end.ts';
import { toParts } from '../to-parts.ts';
import { toUsage } from '../to-usage.ts';
import { tooLong } from '../unreadable.ts';

/**
 * AG-UI's events (0.0.58 and 1.0.0). Calls may be mixed and are told apart by their ids; the words of messages are told as they come. Snapshots
 * say again what was said. What agents beneath it say (`subagentRunId`) is not the answer.
 */
export function agUi(): ReadEvent {
  const calls = openCalls();
  /** Messages of somebody else than the assistant. */
  const others = new Set<string>();
  let lastMessage = '';
  /** A call in chunks has no end of its own. */
  let chunked: string | undefined;

  function openMessage(event: object): readonly Said[] {
    lastMessage = toShort(stringIn(event, 'messageId'));
    if ((stringIn(event, 'role') ?? 'assistant') === 'assistant') return [{ kind: 'step' }];
    others.add(lastMessage);
    if (others.size > maxOthers) throw tooLong();
    return [];
  }

  const say = (event: object): readonly Said[] =>
    others.has(idIn(event, 'messageId') ?? lastMessage) ? [] : text(fieldOf(event, 'delta'));

  function chunkOfMessage(event: object): readonly Said[] {
    const id = idIn(event, 'messageId');
    const opened = id !== undefined && id !== lastMessage ? openMessage(event) : [];
    return [...opened, ...say(event)];
  }

  function beginCall(event: object): readonly Said[] {
    const id = idIn(event, 'toolCallId') ?? '';
    calls.begin(id, id, stringIn(event, 'toolCallName') ?? '');
    return [];
  }

  function chunkOfCall(event: object): readonly Said[] {
    const id = idIn(event, 'toolCallId');
    const ended = id !== undefined && id !== chunked ? endChunked() : [];
    if (id !== undefined && id !== chunked) beginCall(event);
    chunked = id ?? chunked;
    calls.add(chunked ?? '', stringIn(event, 'delta') ?? '');
    return ended;
  }

  function endChunked(): readonly Said[] {
    const ended = chunked === undefined ? [] : calls.end(chunked);
    chunked = undefined;
    return ended;
  }

  const readers: Readonly<Record<string, (event: object) => readonly Said[]>> = {
    TEXT_MESSAGE_START: openMessage,
    TEXT_MESSAGE_CONTENT: say,
    TEXT_MESSAGE_CHUNK: chunkOfMessage,
    REASONING_MESSAGE_CONTENT: think,
    REASONING_MESSAGE_CHUNK: think,
    // Until 1.0.
    THINKING_TEXT_MESSAGE_CONTENT: think,
    TOOL_CALL_START: beginCall,
    TOOL_CALL_ARGS: (event) => {
      calls.add(idIn(event, 'toolCallId') ?? '', stringIn(event, 'delta') ?? '');
      return [];
    },
    TOOL_CALL_END: (event) => calls.end(idIn(event, 'toolCallId') ?? ''),
    TOOL_CALL_CHUNK: chunkOfCall,
    TOOL_CALL_RESULT: (event) => {
      const id = idIn(event, 'toolCallId') ?? '';
      return [...calls.end(id), { kind: 'result', id, isError: false, parts: toParts(toBlocks(event)) }];
    },
    // Another run in the same stream.
    RUN_STARTED: () => [{ kind: 'step' }],
    RUN_FINISHED: (event) => [...toUsages(event), ...toOutcome(event)],
    RUN_ERROR: () => [{ kind: 'error' }],
  };
  const known = new Map(Object.entries(readers));

  return (event) => {
    const type = stringIn(event, 'type') ?? '';
    if (!/^[A-Z][A-Z_]+$/.test(type)) return undefined;
    if (fieldOf(event, 'subagentRunId')) return [];
    // An error is no end of a call.
    const ended = type === 'TOOL_CALL_CHUNK' || type === 'RUN_ERROR' ? [] : endChunked();
    return [...ended, ...(known.get(type)?.(event) ?? [])];
  };
}

const maxOthers = 1_000;

function idIn(event: object, name: string): string | undefined {
  const id = stringIn(event, name);
  return id === undefined ? undefined : toShort(id);
}

function think(event: object): readonly Said[] {
  return thought(fieldOf(event, 'delta'));
}

function toBlocks(event: object): unknown {
  const content = fieldOf(event, 'content');
  return Array.isArray(content) ? content : [content];
}

/** Left out, it is a success. Who waits for a person, or was cancelled, is not done. */
function toOutcome(event: object): readonly Said[] {
  const outcome = stringIn(fieldOf(event, 'outcome'), 'type') ?? 'success';
  return outcome === 'success' ? toEnd('end_turn') : [{ kind: 'end', stop: 'open' }];
}

/** By model. Its cached tokens are among those of the input. */
function toUsages(event: object): readonly Said[] {
  const usages = fieldOf(event, 'usage');
  return Array.isArray(usages) ? usages.flatMap(toUsage) : [];
}
