import type { IncomingMessage, ServerResponse } from 'node:http';
import { Failure } from '../../chat/failure.ts';
import type { Incoming } from '../../http/incoming.ts';

/** The most that API Gateway lets through. What is above the deployment's own limit is refused with words, as behind Lambda. */
const mostBytesOfOne = 10 * 1024 * 1024;

/** A body that was taken whole, or why it was not. */
export type Body = Pick<Incoming, 'body' | 'refused'>;

/** Reads a body, which is held until its response is over. */
export type ReadBody = (request: IncomingMessage, response: ServerResponse) => Promise<Body>;

/**
 * @param mostBytes of all bodies that the process holds at the same time
 * @returns what refuses a body above that, and rejects for one that can't have come through API Gateway
 */
export function openBodies(mostBytes: number): ReadBody {
  let heldBytes = 0;
  return async (request, response) => {
    let chunks: Buffer[] | undefined = [];
    let [sentBytes, ownBytes] = [0, 0];
    response.once('close', () => (heldBytes -= ownBytes));
    for await (const chunk of request) {
      const part: Buffer = chunk;
      sentBytes += part.length;
      if (sentBytes > mostBytesOfOne) throw new Error('the body is larger than API Gateway lets through');
      // Read to its end all the same: who is still sending would not see the answer.
      if (chunks && heldBytes + part.length > mostBytes) {
        chunks = undefined;
        heldBytes -= ownBytes;
        ownBytes = 0;
      }
      if (!chunks) continue;
      ownBytes += part.length;
      heldBytes += part.length;
      chunks.push(part);
    }
    return chunks ? { body: Buffer.concat(chunks) } : { body: Buffer.alloc(0), refused: full() };
  };
}

function full(): Failure {
  return new Failure('overloaded', 'too much is being sent at the moment: try again', { retryAfterSeconds: 1 });
}
