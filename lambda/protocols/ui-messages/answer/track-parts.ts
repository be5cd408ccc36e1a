import type { Block, Call, ChatEvent } from '../../../chat/chat-event.ts';
import { parseExactly } from '../../../read/exact-json.ts';
import { isTooDeep } from '../../../read/json-depth.ts';
import { toBase64 } from '../../../read/base64.ts';
import { foundIdOf, toFoundPart, toNothing, toSource } from './source.ts';
import type { StreamPart } from './wire.ts';

/** The parts that end a block. */
interface OpenBlock {
  readonly block: Block;
  readonly id: string;
  text: string;
  /** What proves a thought, or the thought itself; `useChat` sends it back. */
  proof: { readonly signature?: string; readonly redacted?: string };
}

/** The AI SDK's parts for our blocks: one start, deltas and one end each. A call's end waits for the answer's. */
export function trackParts() {
  const drafts: OpenBlock[] = [];
  let open: OpenBlock | undefined;
  let sources = 0;
  const found = new Set<string>();

  function* read(event: ChatEvent): Generator<StreamPart> {
    switch (event.type) {
      case 'block-start':
        open = { block: event.block, id: String(event.index), text: '', proof: {} };
        if (event.block.kind === 'tool-use') drafts.push(open);
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
        if (open) open.proof = { redacted: toBase64(event.data) };
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
      case 'sources':
        for (const source of event.sources) {
          const part = toFoundPart(source);
          found.add(part.sourceId);
          yield part;
        }
        if (event.sources.length === 0) yield toNothing(event);
        break;
      case 'citation': {
        const sourceId = foundIdOf(event.citation);
        if (found.has(sourceId)) {
          yield { type: 'data-citation', data: { sourceId } };
          break;
        }
        const source = toSource(event.citation, `source-${sources}`);
        if (source) sources += 1;
        if (source) yield source;
        break;
      }
      case 'block-stop':
        if (open) yield* stop(open);
        open = undefined;
        break;
      case 'call':
        yield toReady(event.call);
        break;
      case 'message-start':
      case 'silence':
      case 'usage':
      case 'message-stop':
      case 'failure':
    }
  }

  /** What becomes of the calls of an answer that did not stop for them. */
  function notReady(): StreamPart[] {
    return drafts.flatMap(({ block, text }) => (block.kind === 'tool-use' ? toNotReady(block, text) : []));
  }

  return { read, notReady };
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
  if (block.kind === 'server-tool-use') yield toServerInput(block, text);
}

type CallBlock = Extract<Block, { readonly kind: 'tool-use' | 'server-tool-use' }>;

/** Which call a part is about. */
type Named = Pick<
  Extract<StreamPart, { readonly type: 'tool-input-start' }>,
  'toolCallId' | 'toolName' | 'providerExecuted' | 'dynamic'
>;

/** What Bedrock runs itself is marked so that the client does not. */
function toCall({ kind, id, name }: CallBlock): Named {
  const isServers = kind === 'server-tool-use';
  return { toolCallId: id, toolName: name, ...(isServers && { providerExecuted: true, dynamic: true }) };
}

function callIdOf(block: Block): string {
  return 'id' in block ? block.id : '';
}

/** A client runs what is available: a call that was cut or blocked never is. */
function toReady({ id, name, json }: Call): StreamPart {
  return { type: 'tool-input-available', toolCallId: id, toolName: name, input: parseExactly(json) };
}

function toNotReady(block: CallBlock, text: string): StreamPart {
  const errorText = 'the answer ended before this tool call was complete';
  return { type: 'tool-input-error', ...toCall(block), input: text, errorText };
}

/** A call that Bedrock runs is sent when its input is there; an incomplete one is sent as an error. */
function toServerInput(block: CallBlock, text: string): StreamPart {
  try {
    const input = parseExactly(text === '' ? '{}' : text);
    if (isTooDeep(input)) throw new Error('nested too deep');
    return { type: 'tool-input-available', ...toCall(block), input };
  } catch {
    return {
      type: 'tool-input-error',
      ...toCall(block),
      input: text,
      errorText: 'the tool’s input is incomplete or nested too deeply',
    };
  }
}

function toOutput(
  { id: toolCallId, isError }: Extract<Block, { readonly kind: 'server-tool-result' }>,
  parts: readonly unknown[],
): StreamPart {
  const about = { toolCallId, providerExecuted: true, dynamic: true };
  return isError
    ? { type: 'tool-output-error', ...about, errorText: parts.map(toText).join('\n') || 'the tool failed' }
    : { type: 'tool-output-available', ...about, output: parts.length === 1 ? parts[0] : parts };
}

function toText(part: unknown): string {
  return typeof part === 'string' ? part : JSON.stringify(part);
}
