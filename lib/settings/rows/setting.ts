import { z } from 'zod';

/** What a setting's row in docs/settings.md contains, next to its name. */
interface Row {
  readonly sentence: string;
  /** The default in words, when the field itself has none. */
  readonly whenUnsaid?: string;
}

const rows = new WeakMap<z.ZodType, Row>();

/**
 * One setting, written once: what is allowed and its default (the field), and what it means (the sentence). The type of
 * `Settings`, the error for a wrong value and the row in docs/settings.md all come from this.
 */
export function setting<Field extends z.ZodType>(field: Field, sentence: string, whenUnsaid?: string): Field {
  rows.set(field, { sentence, ...(whenUnsaid !== undefined && { whenUnsaid }) });
  return field;
}

/** `whenUnsaid`: as markdown. */
export function rowOf(field: z.ZodType): Required<Row> {
  const row = rows.get(field);
  if (!row) throw new Error('a setting has no row: make it with setting() of lib/settings/rows/setting.ts');
  return { whenUnsaid: toDefault(field), ...row };
}

function toDefault(field: z.ZodType): string {
  if (!(field instanceof z.ZodDefault || field instanceof z.ZodPrefault)) return 'none';
  const value: unknown = field.def.defaultValue;
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
