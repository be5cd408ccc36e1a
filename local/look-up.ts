/** A table's value for an untrusted key. Every object inherits `constructor`; this looks only at own properties. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
