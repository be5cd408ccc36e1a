import { fieldOf, stringIn } from '../../chat/as-failure.ts';
import { isTooDeep } from '../../read/json-depth.ts';
import { ended } from './read-values.ts';
import { has, type Said, text } from './said.ts';
import { toLastEnd } from './to-end.ts';
import { toUsage } from './to-usage.ts';

/** Where handlers put the answer, beside what they tell of it. `lastMessage` is what Strands for TypeScript returns. */
const names = [
  'result',
  'lastMessage',
  'response',
  'message',
  'output',
  'completion',
  'answer',
  'text',
  'content',
] as const;

/** A status that is none of success. */
const failed = /^(error|failed|failure)$/i;

/**
 * An answer in one piece: a text, a message of Converse's, what an agent of Strands' returned, or either under one of the usual names. Any other
 * JSON is told as it is. Some apps send a text as JSON without its quotation marks.
 */
export function readWhole(body: string): readonly Said[] {
  const value = parse(body);
  if (typeof value !== 'object' || value === null) return toWords(typeof value === 'string' ? value : body);
  if (has(value, 'error') || failed.test(stringIn(value, 'status') ?? '')) return [{ kind: 'error' }];
  const said = isTooDeep(value) ? body : (toText(value) ?? body);
  const result = fieldOf(value, 'result') ?? value;
  const reason = stringIn(result, 'stopReason') ?? stringIn(result, 'stop_reason');
  const usage = fieldOf(result, 'usage') ?? fieldOf(fieldOf(result, 'metadata'), 'usage');
  return [...text(said), ...toUsage(usage), ...(reason === undefined ? ended : toLastEnd(reason))];
}

/** Nothing is no answer. */
function toWords(words: string): readonly Said[] {
  return words === '' ? [] : [...text(words), ...ended];
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
