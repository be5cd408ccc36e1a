import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calculate } from '../../../agents/tools/calculate.ts';
import { ToolError } from '../../../lambda/agents/tool-error.ts';

describe('the value of', () => {
  test.each([
    ['7', 7],
    ['17 * 23', 391],
    ['2+3*4', 14],
    ['(2+3)*4', 20],
    ['10 - 4 - 3', 3],
    ['100 / 10 / 5', 2],
    ['7 % 4 * 2', 6],
    ['2 ^ 3 ^ 2', 512],
    ['2 * 3 ^ 2', 18],
    ['-2 ^ 2', -4],
    ['(-2) ^ 2', 4],
    ['2 ^ -1', 0.5],
    ['2 - -3', 5],
    ['- - 3', 3],
    ['+4', 4],
    ['.5 + 1.25', 1.75],
    ['1e3 + 2E-1', 1000.2],
    ['\t( 1 +\n2 )', 3],
    ['((((3))))', 3],
  ])('%s', (expression, value) => {
    expect(calculate(expression)).toBe(value);
  });
});

describe('it says what is wrong with', () => {
  test.each([
    ['', 'the end'],
    ['1 +', 'the end'],
    ['(1 + 2', 'a bracket is not closed'],
    ['1 + 2)', ')'],
    ['()', ')'],
    ['1 2', '2'],
    ['2(3)', '('],
    ['1.2.3', '.3'],
    ['* 2', '*'],
    ['2 ** 3', '*'],
    ['two', 't'],
    ['0x10', 'x'],
    ['١', '١'],
    ['Infinity', 'I'],
    ['constructor', 'c'],
    ['process.exit()', 'p'],
    ['1 / 0', 'the result is no finite number'],
    ['0 / 0', 'the result is no finite number'],
    ['9 ^ 999', 'the result is no finite number'],
  ])('%j', (expression, said) => {
    expect(() => calculate(expression)).toThrow(ToolError);
    expect(() => calculate(expression)).toThrow(said);
  });
});

// The calculator's schema lets 500 characters through.
test.each([
  ['brackets', `${'('.repeat(249)}1${')'.repeat(249)}`, 1],
  ['signs', `${'-'.repeat(498)}1`, 1],
  ['powers', `1${'^1'.repeat(249)}`, 1],
  ['sums', `1${'+1'.repeat(249)}`, 250],
])('as many %s as fit into an expression are read', (_what, expression, value) => {
  expect(calculate(expression)).toBe(value);
});

test.each([
  '('.repeat(500),
  ')'.repeat(500),
  '-'.repeat(500),
  '1^'.repeat(250),
  `${'('.repeat(250)}${')'.repeat(250)}`,
])('nothing but %.3s… is refused in words', (expression) => {
  expect(() => calculate(expression)).toThrow(ToolError);
});

test('whatever it is sent, it gives a finite number or says what is wrong', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 500, unit: 'grapheme' }),
        fc.string({ maxLength: 60, unit: fc.constantFrom(...'0123456789.e+-*/%^() '.split('')) }),
      ),
      (expression) => {
        try {
          expect(calculate(expression)).toSatisfy(Number.isFinite);
        } catch (error) {
          expect(error).toBeInstanceOf(ToolError);
        }
      },
    ),
  );
});

/** An expression as the calculator is sent it, and as JavaScript writes it. */
interface Written {
  readonly ours: string;
  readonly javascript: string;
}

const number = fc
  .oneof(
    fc.nat({ max: 999 }),
    fc.nat({ max: 9_999 }).map((tenths) => tenths / 10),
  )
  .map(String);
const { expression } = fc.letrec<{ expression: Written }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5 },
    number.map((said) => ({ ours: said, javascript: said })),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', '%'), tie('expression'))
      .map(([left, operator, right]) => join(left, ` ${operator} `, ` ${operator} `, right)),
    // JavaScript wants the base in brackets where it has a sign.
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([base, power]) => join(toBrackets(base), ' ^ ', ' ** ', toBrackets(power))),
    tie('expression').map(toBrackets),
    tie('expression').map((inner) => join({ ours: '', javascript: '' }, '-', '-', toBrackets(inner))),
  ),
}));

function join(left: Written, ours: string, javascript: string, right: Written): Written {
  return { ours: left.ours + ours + right.ours, javascript: left.javascript + javascript + right.javascript };
}

function toBrackets({ ours, javascript }: Written): Written {
  return { ours: `(${ours})`, javascript: `(${javascript})` };
}

test('it calculates as JavaScript does', () => {
  fc.assert(
    fc.property(expression, ({ ours, javascript }) => {
      const value: unknown = runInNewContext(javascript);
      fc.pre(Number.isFinite(value));
      expect(calculate(ours)).toBe(value);
    }),
  );
});
