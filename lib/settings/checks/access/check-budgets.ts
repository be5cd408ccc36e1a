import type { Problem } from '../cross-checks.ts';
import type { Settings } from '../../settings.ts';

export function checkBudgets({ plans, integrationTimeoutSeconds }: Settings): readonly Problem[] {
  return Object.entries(plans).flatMap(([plan, { maxSeconds, budget }]): Problem[] => [
    ...(maxSeconds !== undefined && maxSeconds > integrationTimeoutSeconds
      ? [
          {
            name: `plans.${plan}.maxSeconds`,
            value: maxSeconds,
            allowed: `at most integrationTimeoutSeconds, which is ${integrationTimeoutSeconds}: no answer takes longer`,
          },
        ]
      : []),
    ...tokensAndUsd.flatMap((part): Problem[] => {
      const [day, month] = [budget?.day?.[part], budget?.month?.[part]];
      return day !== undefined && month !== undefined && day > month
        ? [
            {
              name: `plans.${plan}.budget.day.${part}`,
              value: day,
              allowed: `at most the month's, which is ${month}`,
            },
          ]
        : [];
    }),
  ]);
}

const tokensAndUsd = ['tokens', 'usd'] as const;
