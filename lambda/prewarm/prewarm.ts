import type { HttpRequest } from '@smithy/core/protocols';
import type { Bedrock } from '../bedrock/client.ts';
import type { Config } from '../config.ts';
import { within } from '../time/within.ts';
import { openConnection } from './open-connection.ts';
import { warmUp } from './warm-up.ts';

/** A function that starts while Bedrock can't be reached starts all the same. */
const limitMs = 1_000;

/**
 * What the first request would pay for, done while the environment starts: a made-up request goes the whole way, and one
 * connection is opened, beside whatever features add. Best effort: it never throws and costs
 * nothing at Bedrock. Only where the credentials are at hand, or asking for them holds nobody up.
 */
export async function prewarm(
  { client, agents }: Bedrock,
  config: Config,
  hasCredentials: boolean,
  more: readonly ((() => Promise<unknown>) | undefined)[] = [],
): Promise<void> {
  if (!hasCredentials) return;
  const signal = AbortSignal.timeout(limitMs);
  const addressed = Promise.withResolvers<HttpRequest>();
  const warmedUp = warmUp(client, config, addressed.resolve, limitMs).finally(() => addressed.reject());
  // The connection is made while the made-up answer is read.
  const connected = addressed.promise.then((request) => openConnection(request, agents, signal));
  // What failed, the first request will meet again, and say.
  await Promise.allSettled([warmedUp, connected, ...more.map((start) => within(limitMs, start?.() ?? nothing))]);
}

const nothing = Promise.resolve();
