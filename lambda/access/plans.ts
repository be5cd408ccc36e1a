import { listOf, number, object, oneOf, optional, recordOf, type Shape, text } from '../read/shape.ts';

/** What the callers of one plan may do. How often they may ask, API Gateway counts. */
interface Plan {
  /** The aliases that they may name. Left out, all. */
  readonly names?: readonly string[];
  /** The most tokens that an answer of theirs may have. */
  readonly maxTokens?: number;
  /** How long an answer of theirs may take. */
  readonly maxMs?: number;
  /** What each of them may use. Left out, nothing is counted. */
  readonly budget?: Budget;
  /** Whether they see what everybody used. Left out, each sees its own. */
  readonly seesUsage?: 'all';
}

/** What one caller may use in a day and in a month, both in UTC. What is left out has no limit: `{}` only counts. */
export interface Budget {
  readonly day?: Allowance;
  readonly month?: Allowance;
}

export interface Allowance {
  readonly tokens?: number;
  /** A thousand-millionth of a dollar: with it the price of one token is a whole number. */
  readonly nanoUsd?: number;
}

/** By name. The first one is that of callers who have no other. */
export type Plans = Readonly<Record<string, Plan>>;

const positive = number({ min: 1 });

const allowance = object({ tokens: optional(positive), nanoUsd: optional(positive) });

export const plansShape: Shape<Plans> = recordOf(
  object({
    names: optional(listOf(text, { max: 1000 })),
    maxTokens: optional(positive),
    maxMs: optional(positive),
    seesUsage: optional(oneOf(['all'])),
    budget: optional(object({ day: optional(allowance), month: optional(allowance) })),
  }),
);

/** What the caller's plan says. */
export function planOf(plans: Plans, { plan }: { readonly plan: string }): Plan {
  return new Map(Object.entries(plans)).get(plan) ?? {};
}

/** The first of the plans, in the settings' order, that the caller is in. */
export function toPlan(plans: Plans, isIn: (name: string) => boolean): string {
  const names = Object.keys(plans);
  return names.find(isIn) ?? names[0] ?? '';
}
