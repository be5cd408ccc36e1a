import { listOf, object, optional, recordOf, type Shape, text } from '../read/shape.ts';

/** What the callers of one plan may do. How often they may ask, API Gateway counts. */
interface Plan {
  /** The aliases that they may name. Left out, all. */
  readonly names?: readonly string[];
}

/** By name. The first one is that of callers who have no other. */
export type Plans = Readonly<Record<string, Plan>>;

export const plansShape: Shape<Plans> = recordOf(object({ names: optional(listOf(text, { max: 1000 })) }));

/** The first of the plans, in the settings' order, that the caller is in. */
export function toPlan(plans: Plans, isIn: (name: string) => boolean): string {
  const names = Object.keys(plans);
  return names.find(isIn) ?? names[0] ?? '';
}
