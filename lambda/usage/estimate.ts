import type { ChatRequest } from '../chat/chat-request.ts';
import type { Content } from '../chat/content.ts';

/** What a prompt has, in tokens, about. Nobody knows before the model has counted. */
export interface Estimate {
  readonly tokens: number;
  /** Whether some of it is worth keeping in the model's cache, where writing costs more than reading. */
  readonly isCached: boolean;
}

/**
 * English has a token for about four bytes of UTF-8, Japanese and code for about three: rather too many tokens than too few, since
 * they are held, or charged where Bedrock tells no usage.
 */
const bytesPerToken = 3;

/** A picture that the largest models look at as a whole (Claude documentation, "Vision"). */
const imageTokens = 4_800;

/** A page of a PDF has 1,500 to 3,000 tokens (Claude documentation, "PDF support"), and often 20 kB. */
const documentBytesPerToken = 6;

/** Around each turn and tool. */
const framingBytes = 40;

/** Of all that is sent: `systemPrompt` is the deployment's, for requests that have none of their own. */
export function estimatePrompt(
  { system, turns, tools = [], outputFormat }: Pick<ChatRequest, 'system' | 'turns' | 'tools' | 'outputFormat'>,
  systemPrompt: string | undefined,
): Estimate {
  const parts = [...(system ?? []), ...turns.flatMap(({ content }) => content)].map(measure);
  const sum = (of: keyof Size) => parts.reduce((total, size) => total + size[of], 0);
  const bytes =
    sum('bytes') +
    (system === undefined ? bytesOf(systemPrompt ?? '') : 0) +
    tools.reduce((total, tool) => total + bytesOfJson(tool), 0) +
    bytesOfJson(outputFormat ?? '') +
    framingBytes * (turns.length + tools.length + 1);
  return {
    tokens: Math.ceil(
      bytes / bytesPerToken + sum('documentBytes') / documentBytesPerToken + sum('images') * imageTokens,
    ),
    isCached: sum('cachePoints') > 0 || tools.some(({ cachePoint }) => cachePoint !== undefined),
  };
}

/** What was written, in tokens. */
export function estimateWritten(bytes: number): number {
  return Math.ceil(bytes / bytesPerToken);
}

interface Size {
  readonly bytes: number;
  readonly documentBytes: number;
  readonly images: number;
  readonly cachePoints: number;
}

const nothing: Size = { bytes: 0, documentBytes: 0, images: 0, cachePoints: 0 };

function measure(part: Content): Size {
  switch (part.kind) {
    case 'text':
      return { ...nothing, bytes: bytesOf(part.text) };
    case 'image':
      return { ...nothing, images: 1 };
    case 'document': {
      const { source, context = '' } = part;
      const texts = source instanceof Uint8Array ? [] : [source].flat();
      const documentBytes = source instanceof Uint8Array ? source.length : 0;
      return { ...nothing, bytes: bytesOf([...texts, context].join('')), documentBytes };
    }
    case 'search-result':
      return { ...nothing, bytes: bytesOf([part.title, part.source, ...part.passages].join('')) };
    case 'reasoning': {
      const { thought } = part;
      if (thought instanceof Uint8Array) return { ...nothing, bytes: thought.length };
      return { ...nothing, bytes: bytesOf(thought.text) + bytesOf(thought.signature ?? '') };
    }
    case 'tool-use':
      return { ...nothing, bytes: bytesOf(part.name) + bytesOfJson(part.input) };
    case 'tool-result': {
      const sizes = part.content.map(measure);
      const sum = (of: keyof Size) => sizes.reduce((total, size) => total + size[of], 0);
      return {
        bytes: sum('bytes'),
        documentBytes: sum('documentBytes'),
        images: sum('images'),
        cachePoints: sum('cachePoints'),
      };
    }
    case 'cache-point':
      return { ...nothing, cachePoints: 1 };
  }
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

/** Numbers beyond 2^53 are `bigint` in it (read/parse-json.ts). */
function bytesOfJson(value: unknown): number {
  return bytesOf(JSON.stringify(value, (_name, part) => (typeof part === 'bigint' ? String(part) : part)));
}
