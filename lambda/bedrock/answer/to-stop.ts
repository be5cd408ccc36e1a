import { Failure } from '../../chat/failure.ts';
import type { Stop, StopKind } from '../../chat/stop.ts';

/** Bedrock's stop reasons (ConverseStream's MessageStopEvent). */
const kinds: ReadonlyMap<string, StopKind> = new Map<string, StopKind>([
  ['end_turn', 'finished'],
  ['stop_sequence', 'stop-sequence'],
  ['tool_use', 'tool-use'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'context-full'],
  ['content_filtered', 'filtered'],
  ['guardrail_intervened', 'guardrail'],
]);

/** Reasons that are failures: what the model wrote could not be read. */
const malformed: ReadonlyMap<string, string> = new Map([
  ['malformed_model_output', 'the model wrote an answer that Bedrock could not read: try again'],
  ['malformed_tool_use', 'the model called a tool in a way that Bedrock could not read: try again'],
]);

/** An unknown reason is a failure: the answer may be incomplete. */
export function toStop(reason: string): Stop | Failure {
  const kind = kinds.get(reason);
  if (kind !== undefined) return { kind, reason };
  const word = printable(reason);
  const message = malformed.get(reason) ?? `the model stopped for an unknown reason${word && ` (${word})`}: try again`;
  return new Failure('model-error', message, { upstream: word || 'unreadable' });
}

/** Bedrock may send any text as a reason: empty unless it is one short word. */
function printable(reason: string): string {
  return /^\w{1,64}$/.test(reason) ? reason : '';
}
