/** Those headers that are there. */
export function pick(sent: ReadonlyMap<string, string>, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = sent.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
