/** The text of one event of Converse; empty if it has none. */
export function textOf(data: object): string {
  const delta = 'delta' in data ? data.delta : undefined;
  return typeof delta === 'object' && delta !== null && 'text' in delta ? String(delta.text) : '';
}
