import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bedrock } from '../../bedrock/client.ts';
import type { BucketConfig } from '../../config.ts';
import { ServiceError } from '../../service-error.ts';
import { within } from '../../time/within.ts';
import { readText } from './read-text.ts';
import type { Sign, Unsigned } from './sign.ts';
import { mayPass, toFailure } from './to-failure.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Of an object, which comes as it is read. */
  readonly body?: Readable;
  /** What S3 says of itself: a list, or why there is no object. */
  readonly said: string;
}

/** Throws a `Failure` for what S3 refuses or does not answer. */
export type Ask = (request: Unsigned, signal: AbortSignal) => Promise<Answered>;

/** How long one attempt may take: to the head of an object, or to the end of anything else. */
const attemptMs = 5_000;
/** Before another attempt, with as much again by chance. Reading twice does no harm. */
const waitsMs = [50, 300];
/** Conditions that do not hold, and ranges that are not there, are answers, too. */
const answers: ReadonlySet<number> = new Set([200, 206, 304, 412, 416]);

/** By the credentials and connections that the Bedrock client has: the client of S3 is 245 kB more to load (docs/decisions/0051). */
export function openAsk({ config }: Bedrock['client'], { place, sign }: { place: BucketConfig; sign: Sign }): Ask {
  async function send(unsigned: Unsigned, abortSignal: AbortSignal): Promise<Answered> {
    const { response } = await config.requestHandler.handle(await sign(place, unsigned), { abortSignal });
    const { statusCode: status, headers, body } = response;
    const isObject = unsigned.key !== undefined && (status === 200 || status === 206);
    if (isObject && unsigned.method === 'GET') return { status, headers, body, said: '' };
    const said = await readText(body);
    if (answers.has(status)) return { status, headers, said };
    // Without a code for HEAD, which has no body.
    throw new ServiceError(status, /<Code>(\w+)<\/Code>/.exec(said)?.[1]);
  }

  async function attempt(unsigned: Unsigned, signal: AbortSignal): Promise<Answered> {
    const own = new AbortController();
    const answered = await within(attemptMs, send(unsigned, AbortSignal.any([signal, own.signal])));
    if (answered) return answered;
    own.abort();
    throw new ServiceError(504, 'TookTooLong');
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
