import { z } from 'zod';
import { integer, json } from '../../field.ts';

/**
 * Requests in 5 minutes, within AWS's limits.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
 */
const requestsIn5Minutes = integer(10, 2_000_000_000);

const rates = z
  .strictObject({
    /** Of each address. */
    ipRate: requestsIn5Minutes,
    /** Of each key or token. A cross-check tests that callers have one. */
    callerRate: requestsIn5Minutes.exactOptional(),
  })
  .readonly();

export type Rates = z.output<typeof rates>;

export const waf = json(
  z.union([z.enum(['none', 'declined']), rates]),
  'none, declined, or an object {"ipRate", "callerRate"} of requests in 5 minutes, integers from 10 to 2000000000; callerRate may be left out',
);
