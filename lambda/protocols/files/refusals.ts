import { text } from 'node:stream/consumers';
import { Failure } from '../../chat/failure.ts';
import type { Answered } from '../../files/bucket/ask.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { Reply } from '../../http/respond.ts';
import { native } from '../native/native.ts';

/** 412: the file is not the one that the conditions mean. */
export function notMet(incoming: Incoming): Reply {
  const failure = new Failure('invalid-request', 'the file has changed: it is not the one that If-Match means');
  return { ...native.refuse(failure, incoming), status: 412 };
}

/** 416: nothing of the file is in the range. S3 says in its error how large the file is. */
export async function notThere(incoming: Incoming, { body }: Answered): Promise<Reply> {
  const [, bytes = '*'] = /<ActualObjectSize>(\d+)</.exec(await text(body)) ?? [];
  const failure = new Failure('invalid-request', `Range: the file has ${bytes} bytes, and none of them is in it`);
  return { ...native.refuse(failure, incoming), status: 416, exposed: { 'content-range': `bytes */${bytes}` } };
}
