import { toWords } from '../words.ts';
import { type Input, isOfType, type Json, type Property, type Tool } from './tool.ts';

/**
 * The input for a tool that a person asks for by the words of its name: “Add a task: buy milk” is `add_task`. So also one that changes something
 * is called, which no other rule does. Undefined where the words are missing, or the input can't be filled.
 */
export function callNamed(part: string, { name, properties }: Tool): Input | undefined {
  const words = wordsOf(name).map(toStem);
  const said = toWords(part).map(toStem);
  if (words.length < 2 || said[0] !== words[0] || !words.every((word) => said.includes(word))) return undefined;
  const filled = properties.flatMap((property): (readonly [string, Json])[] => {
    const value = valueFor(property, part, words);
    return value === undefined ? [] : [[property.name, value]];
  });
  const isWhole = properties.every((property) => !property.isRequired || filled.some(([key]) => key === property.name));
  return isWhole ? Object.fromEntries(filled) : undefined;
}

/** How a person asks for it. */
export function toRequest({ name, properties }: Tool): string {
  const said = wordsOf(name).join(' ');
  const sentence = said.slice(0, 1).toUpperCase() + said.slice(1);
  const needed = properties.filter(({ isRequired }) => isRequired);
  if (needed.some((property) => isOfType(property, 'string'))) return `${sentence}: water the plants`;
  return needed.some(isNumber) ? `${sentence} 1` : sentence;
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(?<=[a-z\d])(?=[A-Z])|[_-]+/g, ' ')
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
}

/** Without the plural's s. */
function toStem(word: string): string {
  return word.length > 3 ? word.replace(/(?<=[^s])s$/, '') : word;
}

/** A number is the first one that is said; a text what comes after the colon, or after the last word of the name. */
function valueFor(property: Property, part: string, words: readonly string[]): Json | undefined {
  if (isNumber(property)) {
    const [said] = /\d+/.exec(part) ?? [];
    return said === undefined ? undefined : Number(said);
  }
  if (!isOfType(property, 'string')) return undefined;
  const text = afterColon(part) ?? afterWord(part, words.at(-1) ?? '');
  return text === '' ? undefined : text;
}

function afterColon(part: string): string | undefined {
  return /:\s*(.+)$/s.exec(part)?.[1]?.trim();
}

function afterWord(part: string, last: string): string {
  const words = part.split(/\s+/);
  const at = words.findLastIndex((word) => toStem(toWords(word)[0] ?? '') === last);
  return words
    .slice(at + 1)
    .join(' ')
    .trim();
}

function isNumber(property: Property): boolean {
  return isOfType(property, 'integer') || isOfType(property, 'number');
}
