import { createHash } from 'node:crypto';
import type { Turn as Message } from '../../chat/chat-request.ts';
import type { Content } from '../../chat/content.ts';
import { stringifyExactly, parseExactly } from '../../read/exact-json.ts';

/** What was asked, as transcripts have it: of a file or a search result its name, size and hash. */
export function toAsked({ role, content }: Message): object {
  return { role, content: content.flatMap(toParts) };
}

function toParts(part: Content): object[] {
  switch (part.kind) {
    case 'text':
      return [{ type: 'text', text: part.text }];
    case 'image':
      return [{ type: 'file', format: part.format, ...toFile(part.bytes) }];
    case 'document': {
      const { name, format, source } = part;
      const bytes = source instanceof Uint8Array ? source : Buffer.from([source].flat().join(''));
      return [{ type: 'file', name, format, ...toFile(bytes) }];
    }
    case 'search-result': {
      const { title, source, passages } = part;
      return [{ type: 'search-result', title, source, ...toFile(Buffer.from(passages.join(''))) }];
    }
    case 'tool-use':
      return [{ type: 'tool-use', id: part.id, name: part.name, input: parseExactly(stringifyExactly(part.input)) }];
    case 'tool-result':
      return [{ type: 'tool-result', id: part.id, isError: part.isError, content: part.content.flatMap(toParts) }];
    // Only the model can read a thought's proof.
    case 'reasoning':
    case 'cache-point':
      return [];
  }
}

function toFile(bytes: Uint8Array): object {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
