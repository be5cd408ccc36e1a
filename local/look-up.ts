/** What a table has for a word that somebody else chose: `constructor` is in every object, and in no table. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
  return Object.hasOwn(table, word) ? table[word] : undefined;
}
