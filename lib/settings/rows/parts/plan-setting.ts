import { z } from 'zod';
import { integerFrom, json, numberAbove0 } from '../field.ts';

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
    '"names"}, all of which may be left out',
);
