import type { GatewayLimits } from '../limits.ts';
import { Rejection } from '../rejection.ts';

/** Stands between the metadata of a streamed answer and its body. */
export const delimiter = Buffer.alloc(8);

export interface Prelude {
  /** The metadata, as the function wrote it. */
  readonly text: string;
  /** The bytes already read after the delimiter. */
  readonly rest: Buffer;
}

/** Returns undefined when the stream ends before the delimiter; throws MALFORMED_STREAM when it doesn't come in time. */
export async function readPrelude(
  chunks: AsyncIterator<Buffer>,
  { maxPreludeBytes }: Pick<GatewayLimits, 'maxPreludeBytes'>,
): Promise<Prelude | undefined> {
  let read = Buffer.alloc(0);
  for (;;) {
    const at = read.indexOf(delimiter);
    if (at > maxPreludeBytes || (at === -1 && read.length > maxPreludeBytes)) throw new Rejection('MALFORMED_STREAM');
    if (at !== -1) return { text: read.subarray(0, at).toString(), rest: read.subarray(at + delimiter.length) };
    const { done, value } = await chunks.next();
    if (done === true) return undefined;
    read = Buffer.concat([read, value]);
  }
}
