import type { ResponseUsage } from 'openai/resources/responses/responses';
import type { Usage } from '../../../chat/chat-event.ts';
import type { ToldTurn } from '../../../chat/chat-event.ts';
import { promptTokens } from '../../../chat/usage.ts';
import type { ChatRequest } from '../../../chat/chat-request.ts';
import type { Model } from '../../../models/resolve-model.ts';
import type { Echo } from '../request/echo.ts';
import type { AnswerContext } from '../../protocol.ts';
import { toResponseId } from '../response-id.ts';
import type { OutputItem, Response } from './wire.ts';

/** What is known of an answer at some point of it. */
export interface State {
  readonly status: 'in_progress' | 'completed' | 'incomplete' | 'failed' | 'cancelled';
  readonly output: readonly OutputItem[];
  readonly usage?: Usage | undefined;
  readonly error?: Response['error'];
  readonly incomplete_details?: Response['incomplete_details'];
  /** Where it is stored. */
  readonly turn?: ToldTurn | undefined;
  readonly isUnkept?: true | undefined;
  /** When it ended, in ms since 1970; left out, now. */
  readonly endedMs?: number | undefined;
}

/** What a response tells of its request. */
interface Asked extends Pick<AnswerContext, 'incoming' | 'endedMs'> {
  readonly question: {
    readonly model: Pick<Model, 'alias'>;
    readonly chat: Partial<Pick<ChatRequest, 'maxTokens' | 'temperature' | 'topP' | 'serviceTier'>>;
  };
}

/** The response object. Times are in seconds since 1970. */
export function toResponse({ incoming, question, endedMs: before }: Asked, echo: Echo, state: State): Response {
  const { status, output, usage, error = null, incomplete_details = null, turn, isUnkept } = state;
  const endedMs = before ?? state.endedMs ?? Date.now();
  const { model, chat } = question;
  // Where a client asks for none, OpenAI's API tells its own: a temperature and a top-p of 1.
  const { maxTokens, temperature = 1, topP = 1, serviceTier = 'default' } = chat;
  return {
    id: toResponseId(incoming.requestId, turn),
    object: 'response',
    created_at: toSeconds(incoming.epochMs),
    completed_at: status === 'completed' ? toSeconds(endedMs) : null,
    status,
    background: false,
    error,
    frequency_penalty: 0,
    incomplete_details,
    max_output_tokens: maxTokens ?? null,
    model: model.alias,
    output,
    presence_penalty: 0,
    service_tier: serviceTier,
    store: turn !== undefined && !isUnkept,
    temperature,
    top_logprobs: 0,
    top_p: topP,
    truncation: 'disabled',
    usage: usage ? toResponseUsage(usage) : null,
    ...echo,
  };
}

function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}

function toResponseUsage(usage: Usage): ResponseUsage {
  const { output, cacheRead = 0, cacheWrite = 0 } = usage;
  return {
    input_tokens: promptTokens(usage),
    input_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: cacheWrite },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: promptTokens(usage) + output,
  };
}
