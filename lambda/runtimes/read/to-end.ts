import type { StopKind } from '../../chat/stop.ts';
import type { Said } from './said.ts';

/**
 * Why agents stop, by their own words: Bedrock's, those of an AgentCore harness (API reference of InvokeHarness), and Strands' for TypeScript,
 * which are Bedrock's in another spelling (1.19, `StopReason`).
 */
const kinds: ReadonlyMap<string, StopKind | 'open'> = new Map<string, StopKind | 'open'>([
  ['end_turn', 'finished'],
  ['stop_sequence', 'stop-sequence'],
  ['max_tokens', 'length'],
  ['max_output_tokens_exceeded', 'length'],
  ['limit_output_tokens', 'length'],
  ['limit_total_tokens', 'length'],
  ['limit_turns', 'max-steps'],
  ['max_iterations_exceeded', 'max-steps'],
  ['model_context_window_exceeded', 'context-full'],
  ['content_filtered', 'filtered'],
  ['refusal', 'filtered'],
  ['guardrail_intervened', 'guardrail'],
]);

/** How a step ends that is not the last. */
const goingOn: ReadonlySet<string> = new Set(['tool_use', 'tool_result', 'pause_turn']);

/** What a model's stop says of the agent's end: nothing where tools come next. Whatever is not known is no end. */
export function toEnd(reason: string): readonly Said[] {
  const known = reason.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (goingOn.has(known)) return [];
  const kind = kinds.get(known) ?? 'open';
  return [{ kind: 'end', stop: kind === 'open' ? 'open' : { kind, reason: known } }];
}

/** What an agent says of its own end, when it is over: a tool's results may be its answer. */
export function toLastEnd(reason: string): readonly Said[] {
  const [end] = toEnd(reason);
  return [end ?? { kind: 'end', stop: { kind: 'finished', reason: 'ended_by_tool' } }];
}
