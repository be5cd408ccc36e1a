import type { Problem } from '../cross-checks.ts';
import { namesOf } from '../../names-of.ts';
import type { Settings } from '../../settings.ts';

/** What API Gateway counts by key, and so only where callers have keys. */
const counted = ['rate', 'burst', 'monthlyRequests'] as const;

type Part = (typeof counted)[number];

export function checkPlans(settings: Settings): readonly Problem[] {
  const { plans, access, throttleRate, throttleBurst } = settings;
  const limits: Partial<Record<Part, readonly [name: string, value: number]>> = {
    rate: ['throttleRate', throttleRate],
    burst: ['throttleBurst', throttleBurst],
  };
  const known = namesOf(settings);
  return Object.entries(plans).flatMap(([plan, { names = [], ...parts }]): Problem[] => [
    ...(names.every((name) => known.includes(name))
      ? []
      : [{ name: `plans.${plan}.names`, value: names, allowed: `names of models and agents: ${known.join(', ')}` }]),
    ...counted.flatMap((part): Problem[] => {
      const value = parts[part];
      const name = `plans.${plan}.${part}`;
      if (value === undefined) return [];
      if (access !== 'key')
        return [{ name, value, allowed: 'nothing: API Gateway counts requests by key, and callers have none' }];
      const [limit, most] = limits[part] ?? ['', Infinity];
      return value > most
        ? [{ name, value, allowed: `at most ${limit}, which is ${most}: it limits each method` }]
        : [];
    }),
  ]);
}
