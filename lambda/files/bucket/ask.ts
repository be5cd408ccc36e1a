import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bedrock } from '../../bedrock/client.ts';
import { ServiceError } from '../../service-error.ts';
import { within } from '../../time/within.ts';
import { openSigner, type Unsigned } from './sign.ts';
import { mayPass, toFailure } from './to-failure.ts';

/** Where the bucket is. */
export interface BucketPlace {
  /** `https://BUCKET.s3.eu-central-1.amazonaws.com`, or with the bucket in its path. */
  readonly url: string;
  readonly region: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** Throws a `Failure` for what S3 refuses or does not answer. */
export type Ask = (request: Unsigned, signal: AbortSignal) => Promise<Answered>;

/** How long one attempt may take to its head. */
const attemptMs = 5_000;
/** Before another attempt, with as much again by chance. Reading twice does no harm. */
const waitsMs = [50, 300];
/** Conditions that do not hold, and ranges that are not there, are answers, too. */
const answers: ReadonlySet<number> = new Set([200, 206, 304, 412, 416]);

/** By the credentials and connections that the Bedrock client has: the client of S3 is 245 kB more to load (docs/decisions/0051). */
export function openAsk(client: Bedrock['client'], place: BucketPlace): Ask {
  const sign = openSigner(client, place);

  async function attempt(unsigned: Unsigned, signal: AbortSignal): Promise<Answered> {
    const request = await sign(unsigned);
    const own = new AbortController();
    const abortSignal = AbortSignal.any([signal, own.signal]);
    const answered = await within(attemptMs, client.config.requestHandler.handle(request, { abortSignal }));
    if (!answered) {
      own.abort();
      throw new ServiceError(504, 'TookTooLong');
    }
    const { statusCode: status, headers, body } = answered.response;
    if (answers.has(status)) return { status, headers, body };
    // HEAD has no body.
    const [, code] = /<Code>(\w+)<\/Code>/.exec(await text(body)) ?? [];
    throw new ServiceError(status, code);
  }

  async function persist(request: Unsigned, signal: AbortSignal): Promise<Answered> {
    for (const waitMs of waitsMs) {
      try {
        return await attempt(request, signal);
      } catch (error) {
        if (signal.aborted || !mayPass(error)) throw error;
        await sleep(waitMs * (1 + Math.random()));
      }
    }
    return attempt(request, signal);
  }

  return (request, signal) =>
    persist(request, signal).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : toFailure(error, request);
    });
}
