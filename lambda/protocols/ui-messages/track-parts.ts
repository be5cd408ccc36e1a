import type { Block, ChatEvent } from '../../chat/chat-event.ts';
import type { Json } from '../../chat/chat-request.ts';
import { toSource } from './source.ts';

export interface StreamPart {
  readonly type: string;
  readonly [name: string]: unknown;
}

/** What is told of a block when it is over. */
interface OpenBlock {
  readonly block: Block;
  readonly id: string;
  text: string;
  /** What proves a thought, or the thought itself; `useChat` sends it back. */
  proof: { readonly signature?: string; readonly redacted?: string };
}

/** The AI SDK's parts for our blocks: one start, deltas and one end each. */
export function trackParts() {
  let open: OpenBlock | undefined;
  let sources = 0;

  return function* read(event: ChatEvent): Generator<StreamPart> {
    switch (event.type) {
      case 'block-start':
        open = { block: event.block, id: String(event.index), text: '', proof: {} };
        yield* start(open);
        break;
      case 'text-delta':
        yield { type: 'text-delta', id: String(event.index), delta: event.text };
        break;
      case 'reasoning-delta':
        yield { type: 'reasoning-delta', id: String(event.index), delta: event.text };
        break;
      case 'reasoning-signature':
        if (open) open.proof = { signature: event.signature };
        break;
      case 'reasoning-redacted':
        if (open) open.proof = { redacted: Buffer.from(event.data).toString('base64') };
        break;
      case 'tool-use-delta':
      case 'server-tool-delta':
        if (!open) break;
        open.text += event.json;
        yield { type: 'tool-input-delta', toolCallId: callIdOf(open.block), inputTextDelta: event.json };
        break;
      case 'server-tool-result':
        if (open?.block.kind === 'server-tool-result') yield toOutput(open.block, event.parts);
        break;
      case 'citation': {
        const source = toSource(event.citation, `source-${sources}`);
        if (source) sources += 1;
        if (source) yield source;
        break;
      }
      case 'block-stop':
        if (open) yield* stop(open);
        open = undefined;
        break;
      case 'message-start':
      case 'silence':
      case 'usage':
      case 'message-stop':
      case 'failure':
    }
  };
}

function* start({ block, id }: OpenBlock): Generator<StreamPart> {
  if (block.kind === 'text') yield { type: 'text-start', id };
  if (block.kind === 'reasoning') yield { type: 'reasoning-start', id };
  if (block.kind === 'tool-use' || block.kind === 'server-tool-use') {
    yield { type: 'tool-input-start', ...toCall(block) };
  }
}

function* stop({ block, id, text, proof }: OpenBlock): Generator<StreamPart> {
  if (block.kind === 'text') yield { type: 'text-end', id };
  if (block.kind === 'reasoning') {
    const isProved = Object.keys(proof).length > 0;
    yield { type: 'reasoning-end', id, ...(isProved && { providerMetadata: { rivulet: proof } }) };
  }
  if (block.kind === 'tool-use' || block.kind === 'server-tool-use') yield toInput(block, text);
}

type CallBlock = Extract<Block, { readonly kind: 'tool-use' | 'server-tool-use' }>;

/** What Bedrock runs itself is marked so that the client does not. */
function toCall({ kind, id, name }: CallBlock): object {
  const isServers = kind === 'server-tool-use';
  return { toolCallId: id, toolName: name, ...(isServers && { providerExecuted: true, dynamic: true }) };
}

function callIdOf(block: Block): string {
  return 'id' in block ? block.id : '';
}

/** An input that broke off is told as an error: a client runs what is available. */
function toInput(block: CallBlock, text: string): StreamPart {
  try {
    return { type: 'tool-input-available', ...toCall(block), input: JSON.parse(text === '' ? '{}' : text) };
  } catch {
    return { type: 'tool-input-error', ...toCall(block), input: text, errorText: 'the input broke off' };
  }
}

function toOutput(
  { id: toolCallId, isError }: Extract<Block, { readonly kind: 'server-tool-result' }>,
  parts: readonly (Json | null)[],
): StreamPart {
  const about = { toolCallId, providerExecuted: true, dynamic: true };
  return isError
    ? { type: 'tool-output-error', ...about, errorText: parts.map(String).join('\n') }
    : { type: 'tool-output-available', ...about, output: parts.length === 1 ? parts[0] : parts };
}
