import { Tags } from 'aws-cdk-lib';
import { ApiKey, type IApiKey, Period, type RestApi, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';

/** Tags by which `npm run callers` finds a plan by its name in the settings, and the first of them. */
export const planTags = { name: 'rivulet:plan', isDefault: 'rivulet:default-plan' };

/** A first API key for each plan. They are made before the API, since its function has to know them. */
export class FirstKeys extends Construct {
  readonly byPlan: ReadonlyMap<string, IApiKey>;

  constructor(scope: Construct, id: string, { name, plans }: Pick<Settings, 'plans'> & { readonly name: string }) {
    super(scope, id);
    const [standard] = Object.keys(plans);
    const toKey = (plan: string) =>
      new ApiKey(this, plan === standard ? 'Key' : `Key-${plan}`, {
        description: plan === standard ? `${name}: first key` : `${name}: first key of the plan ${plan}`,
      });
    this.byPlan = new Map(Object.keys(plans).map((plan) => [plan, toKey(plan)]));
  }
}

export interface UsagePlansProps {
  readonly api: RestApi;
  readonly keys: FirstKeys['byPlan'];
  readonly settings: Pick<Settings, 'plans' | 'throttleRate' | 'throttleBurst' | 'monthlyQuota'>;
}

/** The usage plans that give every key its rate and quota. More keys can be added without a deployment: `npm run callers`. */
export class UsagePlans extends Construct {
  readonly byPlan: ReadonlyMap<string, UsagePlan>;

  constructor(scope: Construct, id: string, { api, keys, settings }: UsagePlansProps) {
    super(scope, id);
    const [standard] = Object.keys(settings.plans);
    this.byPlan = new Map(
      Object.entries(settings.plans).map(([name, { rate, burst, monthlyRequests }]) => {
        const plan = new UsagePlan(this, name === standard ? 'Plan' : `Plan-${name}`, {
          description: `Rivulet: ${name}`,
          apiStages: [{ stage: api.deploymentStage }],
          throttle: { rateLimit: rate ?? settings.throttleRate, burstLimit: burst ?? settings.throttleBurst },
          quota: { limit: monthlyRequests ?? settings.monthlyQuota, period: Period.MONTH },
        });
        Tags.of(plan).add(planTags.name, name);
        if (name === standard) Tags.of(plan).add(planTags.isDefault, 'true');
        const key = keys.get(name);
        if (key) plan.addApiKey(key);
        return [name, plan] as const;
      }),
    );
  }
}
