/** A table of the template. */
export interface LocalTable {
  readonly name: string;
  /** The partition key; then the sort key, if there is one. */
  readonly keys: readonly LocalKey[];
  readonly indexes: readonly { readonly name: string; readonly keys: readonly LocalKey[] }[];
}

export interface LocalKey {
  readonly attribute: string;
  readonly role: 'HASH' | 'RANGE';
  readonly type: 'S' | 'N' | 'B';
}
