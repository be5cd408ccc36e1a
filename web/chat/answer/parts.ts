import type { Mark } from '../../markdown/marking.ts';

/** What an answer is made of, in its order. */
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly marks?: readonly Mark[] }
  | { readonly kind: 'thinking'; readonly text: string }
  | ToolPart;

/** A call of a tool. */
export interface ToolPart {
  readonly kind: 'tool';
  /** Of the block that its input comes in. */
  readonly index: number;
  /** The call's; what comes of it has the same. */
  readonly id: string;
  readonly name: string;
  /** JSON, as far as it has arrived. */
  readonly input: string;
  /** What came of it, where Bedrock or an agent ran the tool; nothing if that is hidden. */
  readonly results: readonly unknown[];
  /** None where nobody runs it: it was the page's to run, or the answer is from a time when the page did not know. */
  readonly state?: 'running' | 'done' | 'failed';
  /** From the question to the last that came of the call itself, in ms. */
  readonly sinceMs?: number | undefined;
  /** From there to its result, in ms, as this browser saw it. */
  readonly tookMs?: number | undefined;
}

/** The parts with more text, in the last one if it is of this kind. */
export function extend(parts: readonly Part[], kind: 'text' | 'thinking', text: string): readonly Part[] {
  const last = parts.at(-1);
  if (last?.kind !== kind) return [...parts, { kind, text }];
  return [...parts.slice(0, -1), { ...last, text: last.text + text }];
}

/** The parts with a mark behind the last words. */
export function markLast(parts: readonly Part[], source: number): readonly Part[] {
  const last = parts.findLast((part) => part.kind === 'text');
  if (!last) return parts;
  const { text, marks = [] } = last;
  const at = text.length;
  if (marks.some((mark) => mark.at === at && mark.source === source)) return parts;
  return parts.with(parts.indexOf(last), { ...last, marks: [...marks, { at, source }] });
}

export function openTool({ index, id, name }: Pick<ToolPart, 'index' | 'id' | 'name'>): ToolPart {
  return { kind: 'tool', index, id, name, input: '', results: [] };
}

type ToolNews =
  | { readonly index: number; readonly json: string }
  | { readonly id: string; readonly results: readonly unknown[]; readonly isError?: true };

/** Several calls may run at once: what comes of them comes in any order. */
export function noteTool(parts: readonly Part[], news: ToolNews, atMs: number | undefined): readonly Part[] {
  return parts.map((part) => {
    if (part.kind !== 'tool') return part;
    if ('json' in news)
      return part.index === news.index ? { ...part, input: part.input + news.json, sinceMs: atMs } : part;
    if (part.id !== news.id) return part;
    const { sinceMs } = part;
    return {
      ...part,
      results: [...part.results, ...news.results],
      state: news.isError ? 'failed' : 'done',
      tookMs: sinceMs === undefined || atMs === undefined ? undefined : atMs - sinceMs,
    };
  });
}
