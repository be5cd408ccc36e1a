import { Tags } from 'aws-cdk-lib';
import { ApiKey, type IApiKey, Period, type RestApi, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';

/** Tags by which `npm run callers` finds a plan by its name in the settings, and the first of them. */
export const planTags = { name: 'rivulet:plan', isDefault: 'rivulet:default-plan' };

interface PlansProps {
  readonly api: RestApi;
  readonly settings: Pick<Settings, 'plans' | 'throttleRate' | 'throttleBurst' | 'monthlyQuota'>;
}

/**
 * A first API key for each plan, and the usage plans that give every key its rate and quota. The keys come first, since the
 * API's function has to know them. More keys can be added without a deployment: `npm run callers`.
 */
export class AccessKeys extends Construct {
  readonly byPlan: ReadonlyMap<string, IApiKey>;

  constructor(scope: Construct, id: string, { name, plans }: Pick<Settings, 'plans'> & { readonly name: string }) {
    super(scope, id);
    this.byPlan = new Map(
      Object.keys(plans).map((plan) => [
        plan,
        new ApiKey(this, toId('Key', plan), { description: `${name}: first key of the plan ${plan}` }),
      ]),
    );
  }

  addPlans({ api, settings }: PlansProps): void {
    const [first] = Object.keys(settings.plans);
    for (const [name, { rate, burst, monthlyRequests }] of Object.entries(settings.plans)) {
      const plan = new UsagePlan(this, toId('Plan', name), {
        description: `Rivulet: ${name}`,
        apiStages: [{ stage: api.deploymentStage }],
        throttle: { rateLimit: rate ?? settings.throttleRate, burstLimit: burst ?? settings.throttleBurst },
        quota: { limit: monthlyRequests ?? settings.monthlyQuota, period: Period.MONTH },
      });
      Tags.of(plan).add(planTags.name, name);
      if (name === first) Tags.of(plan).add(planTags.isDefault, 'true');
      const key = this.byPlan.get(name);
      if (key) plan.addApiKey(key);
    }
  }
}

/**
 * By the plan's name and not by its place: a plan that goes must not leave its keys to the next one. The plan `standard` has
 * the ids from before there were plans, so the key of an older deployment stays the same.
 */
function toId(part: string, plan: string): string {
  return plan === 'standard' ? part : `${part}-${plan}`;
}
