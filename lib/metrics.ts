import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** Of each metric that an alarm watches or a chart shows. */
export const period = Duration.minutes(5);

/** One that the code writes itself (lambda/observe/write-report.ts). `service` is its only dimension: each more would make, and cost, it anew for every value. */
export function ownMetric(service: string, metricName: string, statistic: string, per: Duration = period): Metric {
  return new Metric({ namespace: 'Rivulet', metricName, dimensionsMap: { service }, statistic, period: per });
}
