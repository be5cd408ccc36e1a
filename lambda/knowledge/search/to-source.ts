import type { FoundSource } from '../../chat/chat-event.ts';
import type { Passage } from './passage.ts';
import { wholeCharacters } from './whole-characters.ts';

const snippetCharacters = 240;

/** What a client is told of a passage. */
export function toSource({ title, url, text, score }: Passage, n: number): FoundSource {
  // It is read as a text: without the signs of Markdown that say nothing there.
  const flat = text
    .replaceAll(/^#+ |\*\*|`|^\|/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const snippet = flat.length > snippetCharacters ? `${wholeCharacters(flat.slice(0, snippetCharacters))}…` : flat;
  return { n, title, ...(url !== undefined && { url }), snippet, score };
}
