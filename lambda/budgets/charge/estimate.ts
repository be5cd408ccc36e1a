import type { Question } from '../../source.ts';
import type { Content } from '../../chat/content.ts';

/** What a prompt is likely to have, and what it has at most, in tokens. Nobody knows before the model has counted. */
export interface Estimate {
  readonly likely: number;
  readonly most: number;
  /** Whether some of it is worth keeping in the model's cache, where writing costs more than reading. */
  readonly isCached: boolean;
}

/**
 * English has a token for about four bytes of UTF-8, Japanese and code for about three. With three, all but random characters
 * are within what is held; what is charged in the end is what Bedrock counts, whichever way this was wrong.
 */
const bytesPerToken = { likely: 4, most: 3 } as const;

/** A picture that the largest models look at as a whole (Claude documentation, "Vision"). */
const imageTokens = { likely: 1_600, most: 4_800 } as const;

/** A page of a PDF has 1,500 to 3,000 tokens (Claude documentation, "PDF support"), and seldom less than 20 kB. */
const documentBytesPerToken = { likely: 12, most: 6 } as const;

/** Around each turn and tool. */
const framingBytes = 40;

/** Of all that is sent: `systemPrompt` is the deployment's, for requests that have none of their own. */
export function estimatePrompt(
  { system, turns, tools = [], outputFormat }: Question['chat'],
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
  const tokens = (kind: 'likely' | 'most') =>
    Math.ceil(
      bytes / bytesPerToken[kind] +
        sum('documentBytes') / documentBytesPerToken[kind] +
        sum('images') * imageTokens[kind],
    );
  const isCached = sum('cachePoints') > 0 || tools.some(({ cachePoint }) => cachePoint !== undefined);
  return { likely: tokens('likely'), most: tokens('most'), isCached };
}

/** What was written, in tokens. */
export function estimateWritten(bytes: number): number {
  return Math.ceil(bytes / bytesPerToken.likely);
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
