import type { Usage } from '../chat/chat-event.ts';
import { addUsage } from '../chat/usage.ts';
import type { Names } from '../models/names.ts';
import type { Operation } from '../source.ts';
import { isFailureKind } from './is-failed.ts';
import type { RequestRecord } from './request-record.ts';

/** Of the names, what tells models from agents. */
export type KnownNames = Pick<Names, 'agents' | 'runtimes'>;

/**
 * A record as its line in the log. Where OpenTelemetry's conventions for generative AI have a name for a field, it has that one; decision 52 says
 * which have none, and why. They are "Development": read in November 2026, at this commit.
 *
 * https://github.com/open-telemetry/semantic-conventions-genai/blob/024a4f944a1291fcb627c9c47da69e79868dd15e/docs/gen-ai/client-inference.md
 */
export function toLine(record: RequestRecord, names: KnownNames) {
  const {
    usages = [],
    operation,
    model,
    servedBy,
    endReason,
    timeToFirstTokenMs,
    inputTokens,
    outputTokens,
    traceId,
    ...others
  } = record;
  const used = usages.reduce<Usage | undefined>((sum, { usage }) => addUsage(sum, usage), undefined);
  const hasFailed = isFailureKind(endReason);
  return {
    ...others,
    // By hand where the logger does not find it: with Lambda it does.
    ...(traceId !== undefined && { xray_trace_id: traceId }),
    'gen_ai.operation.name': operation && toOperationName(operation, model, names),
    'gen_ai.provider.name': operation && 'aws.bedrock',
    'gen_ai.request.model': model,
    'gen_ai.response.model': servedBy,
    'gen_ai.response.finish_reasons': endReason === undefined || hasFailed ? undefined : [endReason],
    // In seconds. Of the first text, not of the thinking before it.
    'gen_ai.response.time_to_first_chunk': timeToFirstTokenMs === undefined ? undefined : timeToFirstTokenMs / 1000,
    'gen_ai.usage.input_tokens': inputTokens,
    'gen_ai.usage.cache_read.input_tokens': used?.cacheRead,
    'gen_ai.usage.cache_write.input_tokens': used?.cacheWrite,
    'gen_ai.usage.output_tokens': outputTokens,
    'error.type': hasFailed ? endReason : undefined,
  };
}

/** The conventions have no word for counting, and allow one's own. */
const operationNames = {
  converse: 'chat',
  embed: 'embeddings',
  'count-tokens': 'count_tokens',
} as const satisfies Record<Operation, string>;

function toOperationName(operation: Operation, model: string | undefined, { agents = {}, runtimes = {} }: KnownNames) {
  const isAgent = model !== undefined && (Object.hasOwn(agents, model) || Object.hasOwn(runtimes, model));
  return operation === 'converse' && isAgent ? 'invoke_agent' : operationNames[operation];
}
