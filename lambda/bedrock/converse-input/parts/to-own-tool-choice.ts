import type { ChatRequest } from '../../../chat/chat-request.ts';
import type { Model } from '../../../models/resolve-model.ts';

/**
 * What Converse has no word for, where a model takes Anthropic's own field in place of Converse's choice: one call at a time, and none in a
 * conversation with calls. Both fields together are refused (litellm#34347 and #36536, August 2026; `none` was not seen there). Of other
 * models' calls the first is given to a client that wants one (track-calls.ts).
 */
export function toOwnToolChoice({ isSerial, toolChoice = 'auto' }: ChatRequest, { family }: Model): object | undefined {
  if (!family.takesOwnToolChoice) return undefined;
  if (toolChoice === 'none') return { tool_choice: { type: 'none' } };
  if (!isSerial || toolChoice !== 'auto') return undefined;
  return { tool_choice: { type: 'auto', disable_parallel_tool_use: true } };
}
