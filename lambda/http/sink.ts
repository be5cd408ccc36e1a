import type { Writable } from 'node:stream';

export interface Head {
  readonly status: number;
  /** Always with a content type: what API Gateway does with a response without one is not known (docs/decisions/0018). */
  readonly headers: Readonly<Record<string, string>> & { readonly 'content-type': string };
}

/** Where an answer goes: `open` gives the stream for its body, and its head leaves with the first byte. */
export interface Sink {
  open(head: Head): Writable;
}
