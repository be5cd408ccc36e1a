import { createServer, type IncomingMessage } from 'node:http';
import { listenOnLoopback } from '../../listen-on-loopback.ts';
import { admitPage, answerPreflight, isPreflight } from './access/admit-page.ts';
import { checkSigned } from './access/check-signed.ts';
import { type Answer, toRefused } from './answer/answer.ts';
import { answerRequest } from './answer-s3.ts';
import type { Buckets } from './object-store.ts';
import { serve } from './answer/send-answer.ts';

export interface S3Options {
  readonly buckets: Buckets;
  /** The region for which requests must be signed; undefined when signatures can't be checked. */
  readonly signedFor: string | undefined;
}

export interface S3 {
  /** For `AWS_ENDPOINT_URL_S3`. */
  readonly url: string;
  /** Ends every connection, stops listening, and waits until nothing is written any more. */
  readonly close: () => Promise<void>;
}

/** S3 on 127.0.0.1, for programs that sign, and for pages of this machine with what was signed for them. Permissions are not checked. */
export async function startS3(options: S3Options): Promise<S3> {
  const answering = new Set<Promise<void>>();
  // A large file may take its time.
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    const served = serve(answer(options, request), request, response);
    answering.add(served);
    void served.then(() => answering.delete(served));
  });
  const port = await listenOnLoopback(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, ...answering]);
    },
  };
}

async function answer(options: S3Options, request: IncomingMessage): Promise<Answer> {
  const forPage = admitPage(request);
  // A page can read also why it was refused.
  const { headers, ...answered } = await answerAdmitted(options, request).catch(toRefused);
  return { ...answered, headers: { ...forPage, ...headers } };
}

async function answerAdmitted({ buckets, signedFor: region }: S3Options, request: IncomingMessage): Promise<Answer> {
  if (isPreflight(request)) return answerPreflight(request);
  if (region !== undefined) checkSigned(request, { region, now: new Date() });
  return answerRequest(buckets, request);
}
