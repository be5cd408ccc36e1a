import type { Call, ChatEvent } from '../../chat/chat-event.ts';
import { Failure } from '../../chat/failure.ts';
import { readModelJson } from '../../read/read-model-json.ts';
import type { Stop } from '../../chat/stop.ts';

/** How an answer stopped, and the calls that its client is to run. */
interface CheckedStop {
  readonly stop: Stop;
  readonly calls: readonly Call[];
}

/**
 * Follows the calls of an answer, and says at its end which of them are ready. A tool must not be run with arguments
 * that were cut or blocked: a call is ready only when its input is a whole JSON object and the model stopped for it. Of an answer
 * that may call one tool (`isSerial`) the first call is given: with its result, the model asks for the next.
 */
export function trackCalls(isSerial: boolean) {
  const calls: (Call & { json: string })[] = [];
  /** Those that Bedrock runs itself, by id: whether their results have come. */
  const serverTools = new Map<string, boolean>();

  return {
    see(event: ChatEvent): void {
      if (event.type === 'tool-use-delta') {
        const call = calls.at(-1);
        if (call) call.json += event.json;
      } else if (event.type === 'block-start') {
        const { index, block } = event;
        if (block.kind === 'tool-use') calls.push({ index, id: block.id, name: block.name, json: '' });
        if (block.kind === 'server-tool-use') serverTools.set(block.id, false);
        if (block.kind === 'server-tool-result') serverTools.set(block.id, true);
      }
    },

    end(stop: Stop): CheckedStop | Failure {
      if (stop.kind === 'tool-use' && calls.length > 0) return toReady(stop, isSerial ? calls.slice(0, 1) : calls);
      // To call such an answer finished would hide that the model wanted something done first.
      if (stop.kind === 'finished' && calls.length > 0) {
        return new Failure('model-error', 'the model called a tool, but did not stop for it: try again');
      }
      if (stop.kind === 'stop-sequence' && calls.length > 0) {
        return new Failure('model-error', 'a stop sequence cut a tool call: try again without stop sequences');
      }
      if (stop.kind !== 'tool-use') return { stop, calls: [] };
      // Bedrock ran the tools itself: the client has nothing to do, and the answer is finished.
      const results = [...serverTools.values()];
      if (results.length > 0 && !results.includes(false)) return { stop: { ...stop, kind: 'finished' }, calls: [] };
      if (results.length > 0) {
        return new Failure('model-error', 'a tool that Bedrock runs gave no result: try again');
      }
      return new Failure('model-error', 'the model stopped to call a tool, but called none: try again');
    },
  };
}

function toReady(stop: Stop, calls: readonly Call[]): CheckedStop | Failure {
  // A tool without arguments gets none on the wire.
  const whole = calls.map((call) => ({ ...call, json: call.json.trim() === '' ? '{}' : call.json }));
  if (new Set(whole.map(({ id }) => id)).size < whole.length) return unreadable('twice with the same id');
  const broken = whole.map(toProblem).find((problem) => problem !== undefined);
  return broken ?? { stop, calls: whole };
}

function toProblem({ id, name, json }: Call): Failure | undefined {
  if (id === '' || name === '') return unreadable('without its name or id');
  switch (readModelJson(json)) {
    case 'object':
      return undefined;
    case 'unfit':
      return unreadable('with input that is nested too deeply, or has a number that can’t be kept exactly');
    case 'other':
    case 'broken':
      return new Failure('model-error', 'the model called a tool with input that is not a JSON object: try again');
  }
}

function unreadable(how: string): Failure {
  return new Failure('unreadable', `the model called a tool ${how}: try again`);
}
