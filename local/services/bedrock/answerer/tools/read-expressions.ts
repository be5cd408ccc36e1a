import { toTerm, toWords } from '../words.ts';

/** How people write operators, each with the sign that calculators read. */
const signs: readonly (readonly [written: RegExp, sign: string])[] = [
  [/(?<=\d),(?=\d{3}(?!\d))/g, ''],
  [/(?<=\d)\s*(?:%|percent)\s*of\b/gi, ' / 100 * '],
  [/\*\*/g, '^'],
  [/[×·⋅]|(?<=\d\s*)x(?=\s*\d)/gi, '*'],
  [/÷/g, '/'],
  [/[−–]/g, '-'],
  [/\b(?:times|multiplied by)\b/gi, '*'],
  [/\b(?:divided by|over)\b/gi, '/'],
  [/\bplus\b/gi, '+'],
  [/\bminus\b/gi, '-'],
  [/\bmod(?:ulo)?\b/gi, '%'],
  [/\b(?:raised )?to the power of\b/gi, '^'],
  [/\bsquared\b/gi, '^ 2'],
  [/\bcubed\b/gi, '^ 3'],
];

const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const number = new RegExp(`\\b(?:${numbers.join('|')})\\b`, 'gi');

/** Numbers with operators between them, and the brackets and signs around them. */
const expression = /[-+(\s]*(?:\d+(?:\.\d+)?|\.\d+)(?:[\s)]*[-+*/%^][-+(\s]*(?:\d+(?:\.\d+)?|\.\d+))+[\s)]*/g;

/** Also a date, a range, a version, or opening hours: arithmetic only where nothing else is said. */
const isAmbiguous = /^[-/.\d]+$/;
const asksForArithmetic = new Set(['calculate', 'compute', 'much', 'equal', 'result']);

/** The arithmetic in a text, with digits and + - * / % ^ and brackets. */
export function readExpressions(text: string): readonly string[] {
  const digits = text.replace(number, (word) => String(numbers.indexOf(word.toLowerCase())));
  const written = signs.reduce((so, [pattern, sign]) => so.replace(pattern, sign), digits);
  return [...written.matchAll(expression)].flatMap(([found]) => {
    const read = balance(found.replace(/\s+/g, ' ').trim());
    const saysMore = toWords(written.replace(found, ' ')).some((word) => {
      const term = toTerm(word);
      return term !== undefined && !asksForArithmetic.has(term);
    });
    return isAmbiguous.test(read) && saysMore ? [] : [read];
  });
}

/** Without brackets that belong to the sentence around it. */
function balance(found: string): string {
  const count = (bracket: string) => found.split(bracket).length - 1;
  const open = count('(') - count(')');
  if (open > 0 && found.startsWith('(')) return balance(found.slice(1).trim());
  if (open < 0 && found.endsWith(')')) return balance(found.slice(0, -1).trim());
  return found;
}
