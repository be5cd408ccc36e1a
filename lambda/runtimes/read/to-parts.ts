import { fieldOf, stringIn } from '../../chat/as-failure.ts';

/** More is told to nobody: what an agent reads may be as long as it likes. */
const maxCharacters = 64_000;

/** What a tool returned, in Converse's blocks, as clients are told it: texts and JSON values. A file is told by its kind. */
export function toParts(blocks: unknown): readonly unknown[] {
  const parts = Array.isArray(blocks) ? blocks.map(toPart) : [blocks ?? ''];
  return JSON.stringify(parts).length <= maxCharacters ? parts : tooLong;
}

/** The same for a result that comes in pieces. */
export function gatherParts() {
  const parts: unknown[] = [];
  let characters = 0;
  return {
    add(blocks: readonly unknown[]): void {
      if (characters > maxCharacters) return;
      characters += JSON.stringify(blocks).length;
      for (const block of blocks) parts.push(toPart(block));
    },
    take: (): readonly unknown[] => (characters <= maxCharacters ? parts : tooLong),
  };
}

const tooLong = ['[too long to be shown]'];

function toPart(block: unknown): unknown {
  if (typeof block === 'string') return block;
  return stringIn(block, 'text') ?? fieldOf(block, 'json') ?? `[${kindOf(block)}]`;
}

function kindOf(block: unknown): string {
  const kind = stringIn(block, 'type') ?? Object.keys(Object(block))[0] ?? 'file';
  return /^\w{1,40}$/.test(kind) ? kind : 'file';
}
