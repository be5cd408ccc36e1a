import { ApiKey, Period, UsagePlan, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { Settings } from '../settings/settings.ts';

export interface AccessKeysProps {
  readonly api: RestApi;
  readonly settings: Pick<Settings, 'throttleRate' | 'throttleBurst' | 'monthlyQuota'>;
}

/** A first API key, and the usage plan that gives every key of the deployment its rate and quota. */
export class AccessKeys extends Construct {
  readonly key: ApiKey;

  constructor(scope: Construct, id: string, { api, settings }: AccessKeysProps) {
    super(scope, id);
    this.key = new ApiKey(this, 'Key', { description: `${api.restApiName}: first key` });
    const plan = new UsagePlan(this, 'Plan', {
      apiStages: [{ stage: api.deploymentStage }],
      throttle: { rateLimit: settings.throttleRate, burstLimit: settings.throttleBurst },
      quota: { limit: settings.monthlyQuota, period: Period.MONTH },
    });
    plan.addApiKey(this.key);
  }
}
