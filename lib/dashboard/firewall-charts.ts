import { Aws } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { period } from '../metrics.ts';
import type { Chart } from './chart.ts';

/** What the firewall lets through, blocks and counts, of all its rules together. `name`: of its metrics. */
export function toFirewallCharts(name: string): readonly Chart[] {
  return [
    {
      title: 'Firewall',
      metrics: ['AllowedRequests', 'BlockedRequests', 'CountedRequests'].map(
        (metricName) =>
          new Metric({
            namespace: 'AWS/WAFV2',
            metricName,
            dimensionsMap: { WebACL: name, Region: Aws.REGION, Rule: 'ALL' },
            statistic: 'Sum',
            period,
          }),
      ),
    },
  ];
}
