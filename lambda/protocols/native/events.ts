import type { BudgetLeft } from '../../chat/budget-left.ts';
import type { Block, ChatEvent, Citation, Told, Usage } from '../../chat/chat-event.ts';
import type { Stop, StopWords } from '../../chat/stop.ts';
import { addUsage } from '../../chat/usage.ts';
import { toBase64 } from '../../read/base64.ts';
import type { AnswerContext } from '../protocol.ts';
import { type FoundFields, toFoundFields } from '../found.ts';
import { type Kept, toKept, toUnkept, type Unkept } from './kept.ts';
import { type NativeUsage, toNativeUsage } from './usage.ts';

/** What SSE and NDJSON clients see, as docs/protocols.md lists it. */
export type NativeEvent =
  | {
      readonly type: 'start';
      readonly data: {
        readonly requestId: string;
        readonly model: string;
        readonly maxTokens: number;
        /** Of names and plans, where they can change while the deployment runs. */
        readonly version?: number;
      } & Kept;
    }
  | { readonly type: 'sources'; readonly data: FoundFields }
  | { readonly type: 'delta'; readonly data: { readonly text: string } }
  | { readonly type: 'reasoning'; readonly data: Reasoning }
  | { readonly type: 'tool-use'; readonly data: { readonly index: number; readonly id: string; readonly name: string } }
  | { readonly type: 'tool-input'; readonly data: { readonly index: number; readonly json: string } }
  | { readonly type: 'server-tool'; readonly data: ServerTool }
  | { readonly type: 'citation'; readonly data: Citation }
  /** Of all models that were asked so far. */
  | { readonly type: 'usage'; readonly data: NativeUsage }
  | { readonly type: 'retraction'; readonly data: Guarded }
  | { readonly type: 'done'; readonly data: Done }
  | {
      readonly type: 'error';
      readonly data: { readonly kind: string; readonly message: string; readonly retryable: boolean } & Unkept;
    }
  | { readonly type: 'heartbeat'; readonly data: Readonly<Record<string, never>> };

interface Done extends Guarded, Unkept {
  readonly stopReason: string;
  readonly usage?: NativeUsage;
  /** What is left of the caller's budget, if it has one. */
  readonly budget?: BudgetLeft;
}

type Reasoning = { readonly text: string } | { readonly signature: string } | { readonly redacted: string };

/** What Bedrock or an agent runs by itself: the call, its input in pieces, what came of it, if that is shown. Nothing for the client to do. */
type ServerTool =
  | { readonly index: number; readonly id: string; readonly name: string }
  | { readonly index: number; readonly json: string }
  | { readonly index: number; readonly id: string; readonly results: readonly unknown[]; readonly isError?: true };

/** What the guardrail did, where it did anything. */
export interface Guarded {
  readonly guardrail?: Stop['guardrail'];
}

/** How an answer stopped: docs/protocols.md lists these words. */
export const stopReasons = {
  finished: 'end_turn',
  'stop-sequence': 'stop_sequence',
  'tool-use': 'tool_use',
  length: 'max_tokens',
  'context-full': 'model_context_window_exceeded',
  'max-steps': 'max_steps',
  filtered: 'content_filtered',
  guardrail: 'guardrail_intervened',
} as const satisfies StopWords;

function toVersion({ liveVersion: version }: Told): { readonly version?: number } {
  return version === undefined ? {} : { version };
}

export async function* toNativeEvents(
  events: AsyncIterable<ChatEvent>,
  { incoming, question: { model, chat } }: AnswerContext,
): AsyncGenerator<NativeEvent> {
  const start = { requestId: incoming.requestId, model: model.alias, maxTokens: chat.maxTokens };
  const inputs = new Set<number>();
  let result: Result = { id: '' };
  let usage: Usage | undefined;
  for await (const event of events) {
    switch (event.type) {
      case 'message-start':
        yield { type: 'start', data: { ...start, ...toVersion(event), ...toKept(event) } };
        break;
      case 'block-start':
        yield* announce(event.index, event.block);
        if (event.block.kind === 'server-tool-result') result = toResult(event.block);
        break;
      case 'text-delta':
        yield { type: 'delta', data: { text: event.text } };
        break;
      case 'reasoning-delta':
        yield { type: 'reasoning', data: { text: event.text } };
        break;
      case 'reasoning-signature':
        yield { type: 'reasoning', data: { signature: event.signature } };
        break;
      case 'reasoning-redacted':
        yield { type: 'reasoning', data: { redacted: toBase64(event.data) } };
        break;
      case 'tool-use-delta':
        if (event.json.trim() !== '') inputs.add(event.index);
        yield { type: 'tool-input', data: { index: event.index, json: event.json } };
        break;
      case 'server-tool-delta':
        yield { type: 'server-tool', data: { index: event.index, json: event.json } };
        break;
      case 'server-tool-result':
        yield { type: 'server-tool', data: { index: event.index, ...result, results: event.parts } };
        break;
      case 'sources':
        yield { type: 'sources', data: toFoundFields(event) };
        break;
      case 'citation':
        yield { type: 'citation', data: event.citation };
        break;
      case 'call':
        // A `done` with `tool_use` says that it is ready to run. Only a call without arguments has sent no input yet.
        if (!inputs.has(event.call.index)) yield { type: 'tool-input', data: { index: event.call.index, json: '{}' } };
        break;
      case 'block-stop':
        break;
      case 'usage':
        usage = addUsage(usage, event.usage);
        yield { type: 'usage', data: toNativeUsage(usage) };
        break;
      case 'message-stop': {
        const { kind, guardrail, isRetraction } = event.stop;
        if (isRetraction) yield { type: 'retraction', data: { guardrail } };
        const { budget, isUnkept } = event;
        const left = {
          ...(usage && { usage: toNativeUsage(usage) }),
          ...(budget && { budget }),
          ...toUnkept(isUnkept),
        };
        yield { type: 'done', data: { stopReason: stopReasons[kind], guardrail, ...left } };
        break;
      }
      case 'silence':
        yield { type: 'heartbeat', data: {} };
        break;
      case 'failure': {
        const { kind, message, isRetryable } = event.failure;
        yield { type: 'error', data: { kind, message, retryable: isRetryable, ...toUnkept(event.isUnkept) } };
      }
    }
  }
}

type Result = { readonly id: string; readonly isError?: true };

function toResult({ id, isError }: Extract<Block, { readonly kind: 'server-tool-result' }>): Result {
  return { id, ...(isError && { isError }) };
}

function* announce(index: number, block: Block): Generator<NativeEvent> {
  if (block.kind === 'tool-use') yield { type: 'tool-use', data: { index, id: block.id, name: block.name } };
  if (block.kind === 'server-tool-use') yield { type: 'server-tool', data: { index, id: block.id, name: block.name } };
}
