import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, ComparisonOperator, type IAlarm, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Backend } from './backend/backend.ts';
import { ownMetric, period } from './metrics.ts';
import type { Settings } from './settings/settings.ts';

export interface AlarmsProps {
  readonly api: RestApi;
  readonly backend: Pick<Backend, 'alarms'>;
  /** The dimension of the metrics that it writes. */
  readonly service: string;
  readonly settings: Pick<Settings, 'ttftAlarmSeconds' | 'alarmTopicArn'>;
}

export interface AlarmRule {
  readonly description: string;
  readonly metric: IMetric;
  readonly threshold: number;
  /** Below the threshold, or without a value. @default above it */
  readonly isBelow?: true;
  readonly evaluationPeriods: number;
}

/** What a person should look at: errors of the API, what its backend names, and slow first tokens. */
export class Alarms extends Construct {
  readonly all: readonly IAlarm[];

  constructor(scope: Construct, id: string, { api, backend, service, settings }: AlarmsProps) {
    super(scope, id);
    const rules: Readonly<Record<string, AlarmRule>> = {
      ServerErrors: {
        description: `${service}: the API answered with a 5xx status`,
        metric: api.deploymentStage.metricServerError({ period }),
        threshold: 0,
        evaluationPeriods: 1,
      },
      ...backend.alarms,
      SlowFirstTokens: {
        description: `${service}: the slowest 5 % of the answers took more than ${settings.ttftAlarmSeconds} s to their first token, for 15 minutes`,
        metric: ownMetric(service, 'TimeToFirstToken', 'p95'),
        threshold: settings.ttftAlarmSeconds * 1000,
        evaluationPeriods: 3,
      },
    };
    const topic =
      settings.alarmTopicArn === undefined ? undefined : Topic.fromTopicArn(this, 'Topic', settings.alarmTopicArn);
    this.all = Object.entries(rules).map(([name, { description, isBelow, ...rule }]) => {
      const alarm = new Alarm(this, name, {
        ...rule,
        alarmDescription: description,
        comparisonOperator: isBelow
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: isBelow ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      });
      if (topic) alarm.addAlarmAction(new SnsAction(topic));
      return alarm;
    });
  }
}
