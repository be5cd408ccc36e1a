import type { Item, Values } from './item.ts';

/** Which item: all of one caller and use are together, so that IAM can tell uses apart by how `pk` begins. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** One change of one item, as DynamoDB's expressions write it. `:names` are in `values`, `#names` in `names`. */
export interface Change {
  readonly expression: string;
  readonly condition?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Values;
}

/** Whether the condition held, and the item: as it is now, or, where it did not hold, as it is unchanged. */
export interface Changed {
  readonly isDone: boolean;
  readonly item: Item;
}

/** One table, by key. Every call takes about a second at most, and rejects when the table can't be asked. */
export interface Table {
  /** As it is after all writes so far; empty if there is none. */
  readonly get: (key: Key) => Promise<Item>;
  /** As it was a moment ago, at half the price. */
  readonly peek: (key: Key) => Promise<Item>;
  readonly put: (key: Key, item: Item) => Promise<void>;
  readonly change: (key: Key, change: Change) => Promise<Changed>;
}
