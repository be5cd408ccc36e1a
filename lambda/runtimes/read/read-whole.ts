import { fieldOf } from '../../chat/as-failure.ts';
import { ended } from './read-values.ts';
import { has, type Said, text } from './said.ts';
import { toUsage } from './to-usage.ts';

/** Where handlers put the answer, beside what they tell of it. */
const names = ['result', 'response', 'message', 'output', 'completion', 'answer', 'text', 'content'] as const;

/**
 * An answer in one piece: a text, a message of Converse's, or either under one of the usual names. Any other JSON is told as it is. Some apps
 * send a text as JSON without its quotation marks.
 */
export function readWhole(body: string): readonly Said[] {
  const value = parse(body);
  if (typeof value !== 'object' || value === null) return [...text(typeof value === 'string' ? value : body), ...ended];
  if (has(value, 'error')) return [{ kind: 'error' }];
  const said = toText(value) ?? body;
  const usage = fieldOf(fieldOf(fieldOf(value, 'result') ?? value, 'metadata'), 'usage');
  return [...text(said), ...toUsage(usage), ...ended];
}

/** Undefined for what has no text in it. */
function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const texts = value.flatMap((block) => toText(fieldOf(block, 'text')) ?? []);
    return texts.length > 0 ? texts.join('') : undefined;
  }
  for (const name of names) {
    const field = fieldOf(value, name);
    const found = field === undefined ? undefined : toText(field);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text itself if it is no JSON. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
