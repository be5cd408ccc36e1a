import { z } from 'zod';
import { Refusal } from '../refusal.ts';

export type AttributeValue = z.infer<typeof attributeValue>;

/** What a passage is filtered by: what its document's sidecar says, and what Bedrock itself adds. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

type Matches = (attributes: Attributes) => boolean;

export const attributeValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);
const text = z.string();
const number = z.number();
const list = z.array(z.union([text, number, z.boolean()]));
const group = z.array(z.unknown()).min(2);
/** AWS takes groups in groups once only. */
const maxDepth = 3;

/** An attribute that is not there is undefined: that is not equal to anything, and fits nothing else. */
const operators: ReadonlyMap<string, (asked: unknown) => Matches> = new Map([
  ['equals', operator(attributeValue, isSame)],
  ['notEquals', operator(attributeValue, (found, asked) => !isSame(found, asked))],
  ['greaterThan', operator(number, (found, asked) => typeof found === 'number' && found > asked)],
  ['greaterThanOrEquals', operator(number, (found, asked) => typeof found === 'number' && found >= asked)],
  ['lessThan', operator(number, (found, asked) => typeof found === 'number' && found < asked)],
  ['lessThanOrEquals', operator(number, (found, asked) => typeof found === 'number' && found <= asked)],
  ['in', operator(list, (found, asked) => asked.some((each) => each === found))],
  ['notIn', operator(list, (found, asked) => found !== undefined && !asked.some((each) => each === found))],
  ['startsWith', operator(text, (found, asked) => typeof found === 'string' && found.startsWith(asked))],
  ['stringContains', operator(text, (found, asked) => toTexts(found).some((each) => each.includes(asked)))],
  ['listContains', operator(text, (found, asked) => Array.isArray(found) && found.includes(asked))],
]);

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_RetrievalFilter.html. Throws a ValidationException. */
export function readFilter(asked: unknown, depth = 1): Matches {
  if (depth > maxDepth) throw wrong(`it is nested deeper than ${maxDepth} levels`);
  const members = Object.entries(check(z.record(text, z.unknown()), asked));
  const [name = '', operand] = members[0] ?? [];
  if (members.length !== 1) throw wrong('exactly one operator must be set');
  if (name === 'andAll' || name === 'orAll') {
    const parts = check(group, operand).map((part) => readFilter(part, depth + 1));
    return name === 'andAll'
      ? (attributes) => parts.every((matches) => matches(attributes))
      : (attributes) => parts.some((matches) => matches(attributes));
  }
  const read = operators.get(name);
  if (!read) throw wrong('there is no such operator');
  return read(operand);
}

function operator<Asked>(
  asks: z.ZodType<Asked>,
  holds: (found: AttributeValue | undefined, asked: Asked) => boolean,
): (asked: unknown) => Matches {
  const shape = z.strictObject({ key: text.min(1).max(200), value: asks });
  return (asked) => {
    const { key, value } = check(shape, asked);
    return (attributes) => holds(attributes.get(key), value);
  };
}

function check<Shape extends z.ZodType>(shape: Shape, asked: unknown): z.output<Shape> {
  const { success, data, error } = shape.safeParse(asked);
  if (success) return data;
  throw wrong(z.prettifyError(error));
}

function wrong(reason: string): Refusal {
  return new Refusal('ValidationException', `The filter is wrong: ${reason}.`);
}

function toTexts(found: AttributeValue | undefined): readonly string[] {
  if (typeof found === 'string') return [found];
  return Array.isArray(found) ? found : [];
}

function isSame(found: AttributeValue | undefined, asked: AttributeValue): boolean {
  return JSON.stringify(found) === JSON.stringify(asked);
}
