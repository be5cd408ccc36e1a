import { z } from 'zod';
import { integerFrom, json, numberAbove0, numberFrom } from '../../field.ts';

/** What one caller may use in a window. More than this is no limit, and counts in thousand-millionths of a dollar must stay exact. */
const allowance = z.strictObject({
  tokens: integerFrom(1).exactOptional(),
  usd: numberFrom(0.000001, 1_000_000, 'US dollars').exactOptional(),
});

export type AllowanceSetting = Readonly<z.output<typeof allowance>>;

/** What the callers of one plan may do. What is left out is as for everyone. */
const plan = z.strictObject({
  /** Requests per second of each key. */
  rate: numberAbove0('requests per second').exactOptional(),
  /** How many of a key's requests may arrive at once. */
  burst: integerFrom(1).exactOptional(),
  /** Requests per month of each key. */
  monthlyRequests: integerFrom(1).exactOptional(),
  /** The aliases that they may name. A cross-check tests that they exist. */
  names: z.array(z.string()).nonempty().readonly().exactOptional(),
  /** The most tokens that an answer may have, and how long it may take. */
  maxTokens: integerFrom(1).exactOptional(),
  maxSeconds: numberFrom(1, 900, 'seconds').exactOptional(),
  /** What each caller may use in a day and in a month, in UTC. An empty one counts, and limits nothing. */
  budget: z
    .strictObject({ day: allowance.readonly().exactOptional(), month: allowance.readonly().exactOptional() })
    .readonly()
    .exactOptional(),
  /** Whose usage they may see: `all` is for whoever answers for it. */
  seesUsage: z.enum(['own', 'all']).exactOptional(),
});

export type PlanSetting = Readonly<z.output<typeof plan>>;

/** By name, which is also what its keys begin with. */
export const plans = json(
  z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), plan.readonly())
    .refine((record) => Object.keys(record).length > 0)
    // CloudFormation's names of outputs have no dashes.
    .refine(
      (record) =>
        new Set(Object.keys(record).map((name) => name.replaceAll('-', ''))).size === Object.keys(record).length,
    )
    // Each plan adds a key and an output: more than ten would be hard to read.
    .refine((record) => Object.keys(record).length <= 10)
    .readonly(),
  'an object that maps 1 to 10 plans, whose names have at most 32 lowercase letters, digits and dashes and differ in more than dashes, to {"rate", "burst", "monthlyRequests", ' +
    '"names", "maxTokens", "maxSeconds", "budget": {"day", "month"}, "seesUsage": "own" or "all"}, all of which may be left out; a day and a month have {"tokens", "usd"}',
);
