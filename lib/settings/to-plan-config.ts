import type { Allowance, Budget } from '../../lambda/access/plans.ts';
import type { StaticConfig } from '../../lambda/config.ts';
import type { AllowanceSetting, PlanSetting } from './rows/parts/access/plan-setting.ts';
import { toMs } from './to-ms.ts';

/** The rest API Gateway counts. */
export function toPlanConfig({
  names,
  maxTokens,
  maxSeconds,
  budget,
  seesUsage,
}: PlanSetting): StaticConfig['plans'][string] {
  return {
    ...(names && { names }),
    ...(maxTokens !== undefined && { maxTokens }),
    ...(maxSeconds !== undefined && { maxMs: toMs(maxSeconds) }),
    ...(budget && { budget: toBudget(budget) }),
    ...(seesUsage === 'all' && { seesUsage }),
  };
}

function toBudget({ day, month }: NonNullable<PlanSetting['budget']>): Budget {
  return { ...(day && { day: toAllowance(day) }), ...(month && { month: toAllowance(month) }) };
}

function toAllowance({ tokens, usd }: AllowanceSetting): Allowance {
  return { ...(tokens !== undefined && { tokens }), ...(usd !== undefined && { nanoUsd: Math.round(usd * 1e9) }) };
}
