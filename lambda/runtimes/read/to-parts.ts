import { fieldOf, stringIn } from '../../chat/as-failure.ts';

/** More is told to nobody: what an agent reads may be as long as it likes. */
const maxBytes = 64_000;

/** What a tool returned, in Converse's blocks, as clients are told it: texts and JSON values. A file is told by its kind. */
export function toParts(blocks: unknown): readonly unknown[] {
  const parts = Array.isArray(blocks) ? blocks.map(toPart) : [blocks ?? ''];
  return Buffer.byteLength(JSON.stringify(parts)) <= maxBytes ? parts : ['[too long to be shown]'];
}

function toPart(block: unknown): unknown {
  if (typeof block === 'string') return block;
  return stringIn(block, 'text') ?? fieldOf(block, 'json') ?? `[${kindOf(block)}]`;
}

function kindOf(block: unknown): string {
  const kind = stringIn(block, 'type') ?? Object.keys(Object(block))[0] ?? 'file';
  return /^\w{1,40}$/.test(kind) ? kind : 'file';
}
