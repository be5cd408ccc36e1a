import { fieldOf, stringIn } from '../chat/as-failure.ts';

/** The attributes of an item. What has another type is left out: nothing here writes one. */
export type Item = Readonly<Record<string, string | number>>;

/** Values for an expression, or attributes. */
export type Values = Readonly<Record<string, string | number>>;

/** `{count: 3}` → `{count: {N: "3"}}` */
export function writeValues(values: Values): Record<string, { readonly S: string } | { readonly N: string }> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? { S: value } : { N: `${value}` }]),
  );
}

/** The item in a field of DynamoDB's answer; empty if there is none. */
export function readItem(answer: unknown, field: 'Item' | 'Attributes' | 'LastEvaluatedKey'): Item {
  return readAttributes(fieldOf(answer, field));
}

/** The items of a page. */
export function readItems(answer: unknown): readonly Item[] {
  const items = fieldOf(answer, 'Items');
  return Array.isArray(items) ? items.map(readAttributes) : [];
}

function readAttributes(written: unknown): Item {
  return Object.fromEntries(
    Object.entries(written ?? {}).flatMap(([name, value]: [string, unknown]) => {
      const [text, number] = [stringIn(value, 'S'), stringIn(value, 'N')];
      const read = text ?? (number === undefined ? undefined : Number(number));
      return read === undefined ? [] : [[name, read]];
    }),
  );
}
