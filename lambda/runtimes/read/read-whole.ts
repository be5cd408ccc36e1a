import { fieldOf, stringIn } from '../../chat/as-failure.ts';
import { incomplete } from '../../chat/cut-short.ts';
import { isTooDeep } from '../../read/json-depth.ts';
import { ended } from './read-values.ts';
import { isError, type Said, text } from './said.ts';
import { toLastEnd } from './to-end.ts';
import { toUsage } from './to-usage.ts';
import { unknownForm } from './unreadable.ts';

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

/**
 * An answer in one piece: a text, a message of Converse's, what an agent of Strands' returned, or either under one of the usual names. Throws for any
 * other JSON: it may be all that the agent knows. Some apps send a text as JSON without its quotation marks.
 */
export function readWhole(body: string): readonly Said[] {
  const value = parse(body);
  if (value === null) return [];
  if (typeof value !== 'object') return toWords(typeof value === 'string' ? value : body);
  const result = fieldOf(value, 'result') ?? value;
  if (isError(value) || isError(result)) return [{ kind: 'error' }];
  const said = isTooDeep(value) ? undefined : toText(value);
  if (said === undefined) throw unknownForm();
  const reason = stringIn(result, 'stopReason') ?? stringIn(result, 'stop_reason');
  const usage = fieldOf(result, 'usage') ?? fieldOf(fieldOf(result, 'metadata'), 'usage');
  return [...(reason === undefined ? toWords(said) : [...text(said), ...toLastEnd(reason)]), ...toUsage(usage)];
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

/** How JSON begins that is more than a word or a number. */
const beginning = /^\s*(["{]|\[\s*["{[])/;

/** The text itself if it is no JSON. Throws for what begins as JSON and is none: it was cut. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    if (beginning.test(body)) throw incomplete();
    return body;
  }
}
