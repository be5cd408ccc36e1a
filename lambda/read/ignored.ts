/** The fields of one request that were left out, without the numbers of list entries: `messages[].weight`. */
export type Ignored = Set<string>;

/** More names than a header can show; a request may hold a million. */
const maxNames = 100;

export function ignore(ignored: Ignored, field: string): void {
  if (ignored.size < maxNames) ignored.add(field.replaceAll(/\[\d+\]/g, '[]'));
}

/** Whether a field is as if it were not there: clients write null, and empty lists and objects, for what they leave out. */
export function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== 'object') return false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

/** As the value of a header: the first ten, cut, without anything that a header can't hold. */
export function toHeader(ignored: Ignored): string {
  return [...ignored]
    .slice(0, 10)
    .map((name) => name.slice(0, 60).replaceAll(/[^\w.[\]-]/g, '_'))
    .join(', ');
}
