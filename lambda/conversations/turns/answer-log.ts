import { toBase64 } from '../../read/base64.ts';
import type { ChatEvent } from '../../chat/chat-event.ts';
import { Failure, type FailureKind } from '../../chat/failure.ts';
import { keepExactly, stringifyExactly } from '../../read/exact-json.ts';

/**
 * How an answer is kept: its events, one JSON a line. Neighbouring deltas are one line with the length of each, so that the answer can be told
 * again exactly as it was told: event by event, with the same numbers. What only its own client was to know, such as its budget, is left out.
 */
export interface AnswerLog {
  readonly add: (event: ChatEvent) => void;
  /** About how many bytes have not been taken yet. */
  readonly bytes: () => number;
  /** The lines since it was asked last. */
  readonly take: () => string;
}

type Delta = Extract<ChatEvent, { readonly type: `${string}-delta` }>;

interface Run {
  readonly type: Delta['type'];
  readonly index: number;
  text: string;
  readonly lengths: number[];
}

export function openAnswerLog(): AnswerLog {
  let lines: string[] = [];
  let bytes = 0;
  let run: Run | undefined;

  function write(line: unknown): void {
    const json = stringifyExactly(line);
    lines.push(json);
    bytes += json.length + 1;
  }
  function endRun(): void {
    if (!run) return;
    const { lengths, ...rest } = run;
    write(lengths.length === 1 ? rest : run);
    run = undefined;
  }
  function addDelta({ type, index }: Delta, text: string): void {
    if (run?.type !== type || run.index !== index) {
      endRun();
      run = { type, index, text: '', lengths: [] };
    }
    run.text += text;
    run.lengths.push(text.length);
  }

  return {
    add(event) {
      switch (event.type) {
        case 'text-delta':
        case 'reasoning-delta':
          return addDelta(event, event.text);
        case 'tool-use-delta':
        case 'server-tool-delta':
          return addDelta(event, event.json);
        case 'silence':
          return;
        case 'message-start':
          endRun();
          return write({ type: event.type, ...(event.servedBy !== undefined && { servedBy: event.servedBy }) });
        case 'message-stop':
          endRun();
          return write({ type: event.type, stop: event.stop });
        case 'reasoning-redacted':
          endRun();
          return write({ ...event, data: toBase64(event.data) });
        case 'failure': {
          endRun();
          const { kind, message } = event.failure;
          return write({ type: event.type, kind, message });
        }
        default:
          endRun();
          return write(event);
      }
    },

    bytes: () => bytes + (run ? run.text.length + 4 * run.lengths.length : 0),

    take() {
      endRun();
      const taken = lines.map((line) => `${line}\n`).join('');
      lines = [];
      bytes = 0;
      return taken;
    },
  };
}

/** A line as it was written. */
type Line =
  | (Omit<Run, 'lengths'> & { readonly lengths?: readonly number[] })
  | { readonly type: 'reasoning-redacted'; readonly index: number; readonly data: string }
  | { readonly type: 'failure'; readonly kind: FailureKind; readonly message: string }
  | Exclude<ChatEvent, Delta | { readonly type: 'reasoning-redacted' | 'failure' }>;

/** The events that were written, as they were. */
export function* readAnswerLog(lines: string): Generator<ChatEvent> {
  for (const json of lines.split('\n')) {
    if (json === '') continue;
    const line: Line = JSON.parse(json, keepExactly);
    yield* toEvents(line);
  }
}

function* toEvents(line: Line): Generator<ChatEvent> {
  switch (line.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'tool-use-delta':
    case 'server-tool-delta': {
      const { type, index, text, lengths = [text.length] } = line;
      let at = 0;
      for (const length of lengths) {
        const part = text.slice(at, (at += length));
        if (type === 'text-delta' || type === 'reasoning-delta') yield { type, index, text: part };
        else yield { type, index, json: part };
      }
      return;
    }
    case 'reasoning-redacted':
      return yield { ...line, data: Buffer.from(line.data, 'base64') };
    case 'failure':
      return yield { type: line.type, failure: new Failure(line.kind, line.message) };
    default:
      return yield line;
  }
}
