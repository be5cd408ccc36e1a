/** What is known of an object before it is read, and how it is read. */
export interface FoundObject {
  readonly size: number;
  /** With its quotes. */
  readonly etag: string;
  readonly contentType: string;
  readonly modifiedMs: number;
  /** The bytes from `first` to `last`, both with them, read as they are taken. Rejects before the last of them if it is no longer the object that was found. */
  readonly read: (first: number, last: number) => AsyncIterable<Uint8Array>;
}

export interface Upload {
  /** Rejects when the client leaves, or has sent something else than it said: then nothing is stored. */
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly contentType?: string;
  /** Whether it is refused where there is an object already. */
  readonly isNew: boolean;
}

/** The objects of a bucket, by their keys, which are compared byte for byte. */
export interface ObjectStore {
  /** Those with the prefix, in no order. */
  readonly keys: (prefix: string) => Promise<readonly string[]>;
  readonly find: (key: string) => Promise<FoundObject | undefined>;
  /** Rejects with an S3Refusal for a key that it can't have. Gives the ETag. */
  readonly put: (key: string, upload: Upload) => Promise<string>;
  /** Also one that is not there. */
  readonly remove: (key: string) => Promise<void>;
}

/** By their names. */
export type Buckets = ReadonlyMap<string, ObjectStore>;
