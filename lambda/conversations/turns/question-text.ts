import type { ChatRequest, ServiceTier, Turn } from '../../chat/chat-request.ts';
import type { Content, DocumentContent, PlainContent, ReasoningContent } from '../../chat/content.ts';
import { toBase64 } from '../../read/base64.ts';
import { stringifyExactly } from '../../read/exact-json.ts';
import { keepNumber } from '../../read/parse-json.ts';

/** What is kept of a question. */
export interface AskedQuestion {
  /** What was new in it. */
  readonly turns: readonly Turn[];
  readonly told: ToldAnew;
}

/** What an answer says of its question when it is told again. */
interface ToldAnew {
  readonly chat: Pick<ChatRequest, 'temperature' | 'topP' | 'stopSequences'> & {
    readonly maxTokens: number;
    readonly serviceTier?: ServiceTier;
    /** The names of tools that take text. */
    readonly freeTools?: readonly string[];
  };
  /** What a protocol echoes of its request, as JSON. */
  readonly echo?: string;
}

/** As JSON. Files are in it, as base64. */
export function toQuestionText({ turns, told }: AskedQuestion): string {
  return stringifyExactly({ turns: turns.map((turn) => ({ ...turn, content: turn.content.map(write) })), told });
}

export function readQuestionText(text: string): AskedQuestion {
  const { turns, told }: Written = JSON.parse(text, keepNumber);
  return { told, turns: turns.map((turn) => ({ ...turn, content: turn.content.map(read) })) };
}

interface Written {
  readonly turns: readonly (Omit<Turn, 'content'> & { readonly content: readonly WrittenContent[] })[];
  readonly told: ToldAnew;
}

interface Bytes {
  readonly base64: string;
}

type WrittenPlain =
  | Exclude<PlainContent, { readonly kind: 'image' | 'document' }>
  | (Omit<Extract<PlainContent, { readonly kind: 'image' }>, 'bytes'> & { readonly bytes: Bytes })
  | (Omit<DocumentContent, 'source'> & { readonly source: Bytes | string | readonly string[] });

type WrittenContent =
  | WrittenPlain
  | Exclude<Content, PlainContent | ReasoningContent | { readonly kind: 'tool-result' }>
  | { readonly kind: 'reasoning'; readonly thought: Exclude<ReasoningContent['thought'], Uint8Array> | Bytes }
  | (Omit<Extract<Content, { readonly kind: 'tool-result' }>, 'content'> & {
      readonly content: readonly WrittenPlain[];
    });

function write(part: Content): WrittenContent {
  if (part.kind === 'tool-result') return { ...part, content: part.content.map(writePlain) };
  if (part.kind === 'reasoning') {
    const { thought } = part;
    return { ...part, thought: thought instanceof Uint8Array ? { base64: toBase64(thought) } : thought };
  }
  return part.kind === 'tool-use' || part.kind === 'cache-point' ? part : writePlain(part);
}

function writePlain(part: PlainContent): WrittenPlain {
  if (part.kind === 'image') return { ...part, bytes: { base64: toBase64(part.bytes) } };
  if (part.kind !== 'document') return part;
  const { source } = part;
  return { ...part, source: source instanceof Uint8Array ? { base64: toBase64(source) } : source };
}

function read(part: WrittenContent): Content {
  if (part.kind === 'tool-result') return { ...part, content: part.content.map(readPlain) };
  if (part.kind === 'reasoning') {
    const { thought } = part;
    return { ...part, thought: 'base64' in thought ? readBytes(thought) : thought };
  }
  return part.kind === 'tool-use' || part.kind === 'cache-point' ? part : readPlain(part);
}

function readPlain(part: WrittenPlain): PlainContent {
  if (part.kind === 'image') return { ...part, bytes: readBytes(part.bytes) };
  if (part.kind !== 'document') return part;
  const { source } = part;
  return { ...part, source: typeof source === 'object' && 'base64' in source ? readBytes(source) : source };
}

function readBytes({ base64 }: Bytes): Uint8Array {
  return Buffer.from(base64, 'base64');
}
