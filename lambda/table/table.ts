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

/** Items of one partition, in the order of their sort keys. */
export interface Query {
  readonly pk: string;
  /** Only those whose sort key is in this range, both ends included. */
  readonly between?: readonly [from: string, to: string];
  /** By another number than the sort key, which only some items have: the name of the index and of the attribute. */
  readonly by?: string;
  /** @default 'forwards' */
  readonly direction?: 'forwards' | 'backwards';
  /** How many of them at most. @default as many as make a megabyte */
  readonly limit?: number;
  /** Whether only the keys are wanted. */
  readonly isKeysOnly?: boolean;
  /** Where the page before ended. */
  readonly after?: Item | undefined;
}

/** Some of them, and where they end, unless nothing is left. */
export interface Page {
  readonly items: readonly Item[];
  readonly next?: Item;
}

/** One table, by key. Every call takes a second or two at most, and rejects when the table can't be asked. */
export interface Table {
  /** As it is after all writes so far; empty if there is none. */
  readonly get: (key: Key) => Promise<Item>;
  /** As it was a moment ago, at half the price. */
  readonly peek: (key: Key) => Promise<Item>;
  readonly put: (key: Key, item: Item) => Promise<void>;
  readonly change: (key: Key, change: Change) => Promise<Changed>;
  /** A page of a query: as it is after all writes so far, but for an index, which may be a moment late. */
  readonly query: (query: Query) => Promise<Page>;
  /** Whether there were such items or not. */
  readonly delete: (keys: readonly Key[]) => Promise<void>;
}
