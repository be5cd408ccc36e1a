import { toTerm, toWords } from '../words.ts';
import type { Asked } from './fill-input.ts';
import { findPlaces } from './find-places.ts';
import { isRequest } from './parts.ts';
import { readExpressions } from './read-expressions.ts';
import type { Tool } from './tool.ts';

/** A kind of tool that a rule knows how to ask. */
interface Kind {
  /** What the words of its name look like. */
  readonly name: RegExp;
  /** What the first sentence of its description looks like, where the name tells nothing. */
  readonly description: RegExp;
  /** A question that asks it. */
  readonly example: string;
  /** What a part of a question asks of it, for each call. */
  readonly asks: (part: string) => readonly Asked[];
}

/** A part of a question asks the first kind that it fits: what calculates and what is timed is not searched for. */
export const kinds: readonly Kind[] = [
  {
    name: /\bcalculat|\barithmetic|\bmath/i,
    description: /\bcalculat|\barithmetic|\bmath/i,
    example: 'What is 17 times 23?',
    asks: (part) =>
      readExpressions(part).map((text) => ({
        texts: [{ text, property: /expression|formula|calculation|equation|\bsum\b/i }],
        isNeeded: true,
      })),
  },
  {
    name: /\b(?:clock|time|date|now)\b/i,
    description: /\b(?:current|local) (?:date|time)|\b(?:date|time) (?:it is|now)\b/i,
    example: 'What time is it in Lisbon?',
    asks(part) {
      if (!asksForTime.some((pattern) => pattern.test(part))) return [];
      const asked = findPlaces(part).map(({ zone, city }) => ({
        texts: [
          { text: zone, property: /zone|^tz$/i },
          { text: city, property: /city|place|location/i },
        ],
        isNeeded: false,
      }));
      return asked.length > 0 ? asked : [{ texts: [], isNeeded: false }];
    },
  },
  {
    name: /\bsearch|\b(?:docs|documentation|knowledge)\b/i,
    description: /\bsearch/i,
    example: 'How do budgets work?',
    asks(part) {
      const text = toSearch(part);
      if (!isRequest(part) || text === '') return [];
      return [{ texts: [{ text, property: /quer|search|question|keyword|pattern|^q$/i }], isNeeded: true }];
    },
  },
];

const asksForTime = [
  /\b(?:time|date|day) (?:is it|is today)\b/i,
  /\btoday['’]s date\b/i,
  /\b(?:what is|what['’]?s|tell me|know|current|local) (?:the )?(?:current |local )?(?:time|date)\s*(?:$|[?!.,]|(?:now|today|in|at|right|please)\b)/i,
  /^\s*(?:the )?(?:time|date) (?:now|in)\b/i,
];

/** A tool that changes something is not asked by a rule. */
const changes =
  /\b(?:add|book|create|delete|edit|insert|log|remove|schedule|send|set|start|stop|update|upload|write)\b/i;

export function kindOf({ name, description }: Tool): Kind | undefined {
  const words = name.replace(/(?<=[a-z\d])(?=[A-Z])|[_-]+/g, ' ');
  if (changes.test(words)) return undefined;
  const [sentence = ''] = description.split(/(?<=\.)\s/, 1);
  return kinds.find((kind) => kind.name.test(words)) ?? kinds.find((kind) => kind.description.test(sentence));
}

const maxSearch = 200;
/** Words of a request to search, beside those that no question is about. */
const requests: ReadonlySet<string> = new Set([
  'also',
  'describe',
  'find',
  'help',
  'look',
  'search',
  'show',
  'then',
  'up',
]);

/** The words that show what a question is about. */
function toSearch(part: string): string {
  const words = toWords(part).map((word) => word.replace(/['’]s$/, ''));
  const telling = words.filter((word) => toTerm(word) !== undefined && !requests.has(word));
  return telling.join(' ').slice(0, maxSearch).trim();
}
