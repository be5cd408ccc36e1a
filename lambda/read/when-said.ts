/** The same fields without those that were not said. */
export function whenSaid<T extends object>(fields: T): Said<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Said<T>;
}

export type Said<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
