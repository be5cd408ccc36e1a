import { ToolError } from '../../lambda/agents/tool-error.ts';

type Operate = (left: number, right: number) => number;

/** By how tightly they bind, the loosest first. */
const operators: readonly Readonly<Record<string, Operate>>[] = [
  { '+': (left, right) => left + right, '-': (left, right) => left - right },
  { '*': (left, right) => left * right, '/': (left, right) => left / right, '%': (left, right) => left % right },
];

/**
 * The value of an expression, by reading it from left to right. It is never run as code, since a model wrote it, and so perhaps somebody else.
 * Throws a `ToolError` for what it can't read.
 */
export function calculate(expression: string): number {
  const tokens = expression.match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+|\S/gi) ?? [];
  let at = 0;

  function readLevel(level: number): number {
    const known = new Map(Object.entries(operators[level] ?? {}));
    if (known.size === 0) return readPower();
    let value = readLevel(level + 1);
    for (let operate = known.get(tokens[at] ?? ''); operate; operate = known.get(tokens[at] ?? '')) {
      at += 1;
      value = operate(value, readLevel(level + 1));
    }
    return value;
  }
  /** From right to left: 2 ^ 3 ^ 2 is 512, and -2 ^ 2 is -4. */
  function readPower(): number {
    if (tokens[at] === '-' || tokens[at] === '+') {
      const sign = tokens[at++] === '-' ? -1 : 1;
      return sign * readPower();
    }
    const base = readValue();
    if (tokens[at] !== '^') return base;
    at += 1;
    return base ** readPower();
  }
  function readValue(): number {
    const token = tokens[at++];
    if (token === '(') {
      const value = readLevel(0);
      if (tokens[at++] !== ')') throw new ToolError('a bracket is not closed');
      return value;
    }
    const value = Number(token);
    if (token === undefined || Number.isNaN(value)) throw unreadable(token);
    return value;
  }

  const value = readLevel(0);
  if (at < tokens.length) throw unreadable(tokens[at]);
  if (!Number.isFinite(value)) throw new ToolError('the result is no finite number');
  return value;
}

function unreadable(token = 'the end'): ToolError {
  return new ToolError(`can't calculate with ${token}: send numbers, + - * / % ^ and brackets`);
}
