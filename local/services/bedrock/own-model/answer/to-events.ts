import { randomUUID } from 'node:crypto';
import type { StreamEvent } from '../../wire/frames.ts';
import type { CallChunk, Chunk } from './chunk.ts';

type Open =
  | { readonly kind: 'text' | 'reasoning' }
  | { readonly kind: 'call'; readonly place: number; readonly id: string };

/** Bedrock's stop reasons by those of Chat Completions. Any other passes as it is, and is as unknown as a new one of Bedrock's. */
const stopReasons: ReadonlyMap<string, string> = new Map([
  ['stop', 'end_turn'],
  ['length', 'max_tokens'],
  ['tool_calls', 'tool_use'],
  ['function_call', 'tool_use'],
  ['content_filter', 'content_filtered'],
]);

/** What Converse takes as the id of a call. */
const callId = /^[\w.:-]{1,64}$/;

/**
 * Turns the chunks of a streamed Chat Completion into the events of a ConverseStream.
 * @param forced the tool whose input the answer is
 */
export function createEvents(forced?: string) {
  const startedMs = performance.now();
  let hasStarted = false;
  let hasStopped = false;
  let hasCalls = false;
  let index = -1;
  let open: Open | undefined;

  function* read({ choices: [choice], usage }: Chunk): Generator<StreamEvent> {
    if (!hasStarted) yield { event: 'messageStart', data: { role: 'assistant' } };
    hasStarted = true;
    const {
      content,
      refusal,
      reasoning_content: reasoning,
      reasoning: thought,
      tool_calls: calls,
    } = choice?.delta ?? {};
    yield* say('reasoning', reasoning || thought);
    const text = content || refusal;
    if (forced === undefined) yield* say('text', text);
    else if (text) yield* sayCall({ function: { name: forced, arguments: text } });
    for (const call of calls ?? []) yield* sayCall(call);
    if (choice?.finish_reason && !hasStopped) {
      yield* close();
      hasStopped = true;
      yield { event: 'messageStop', data: { stopReason: toStopReason(choice.finish_reason, choice.stop_reason) } };
    }
    if (usage) yield toMetadata(usage);
  }

  function* say(kind: 'text' | 'reasoning', text: string | null | undefined): Generator<StreamEvent> {
    if (!text) return;
    if (open?.kind !== kind) yield* begin({ kind });
    yield toDelta(kind === 'text' ? { text } : { reasoningContent: { text } });
  }

  /** Servers send a call whole or in pieces, and some of them count each as the first. */
  function* sayCall({ index: counted, id, function: called }: CallChunk): Generator<StreamEvent> {
    const place = counted ?? 0;
    const { name, arguments: json } = called ?? {};
    const isOpen = open?.kind === 'call' && open.place === place && (!id || open.id === id);
    if (!isOpen) {
      hasCalls = true;
      yield* begin({ kind: 'call', place, id: id ?? '' });
      const toolUseId = id && callId.test(id) ? id : `tooluse_${randomUUID()}`;
      yield {
        event: 'contentBlockStart',
        data: { contentBlockIndex: index, start: { toolUse: { toolUseId, name: name ?? '' } } },
      };
    }
    if (json) yield toDelta({ toolUse: { input: json } });
  }

  /** As Bedrock: only a call is announced. */
  function* begin(block: Open): Generator<StreamEvent> {
    yield* close();
    index += 1;
    open = block;
  }

  function* close(): Generator<StreamEvent> {
    if (open) yield { event: 'contentBlockStop', data: { contentBlockIndex: index } };
    open = undefined;
  }

  function toDelta(delta: object): StreamEvent {
    return { event: 'contentBlockDelta', data: { contentBlockIndex: index, delta } };
  }

  function toStopReason(reason: string, matched: unknown): string {
    if (reason !== 'stop') return stopReasons.get(reason) ?? reason;
    // Some servers say `stop` after calls, too.
    if (hasCalls) return 'tool_use';
    return typeof matched === 'string' ? 'stop_sequence' : 'end_turn';
  }

  function toMetadata({
    prompt_tokens,
    completion_tokens,
    prompt_tokens_details,
  }: NonNullable<Chunk['usage']>): StreamEvent {
    const cached = Math.min(prompt_tokens_details?.cached_tokens ?? 0, prompt_tokens);
    const usage = {
      // Converse counts apart what the cache had.
      inputTokens: prompt_tokens - cached,
      outputTokens: completion_tokens,
      totalTokens: prompt_tokens + completion_tokens,
      ...(cached > 0 && { cacheReadInputTokens: cached }),
    };
    return { event: 'metadata', data: { usage, metrics: { latencyMs: Math.round(performance.now() - startedMs) } } };
  }

  return { read, hasStopped: () => hasStopped };
}
