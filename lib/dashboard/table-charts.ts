import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { period } from '../metrics.ts';
import type { TableUse } from '../table/table-uses.ts';
import type { Chart } from './chart.ts';

/** How fast the table answers, operation by operation with the features that wait for it, and whether it refuses. */
export function toTableCharts(
  TableName: string,
  uses: readonly Pick<TableUse, 'name' | 'actions'>[],
): readonly Chart[] {
  const ofTable = (metricName: string, statistic: string, Operation?: string) =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName, ...(Operation !== undefined && { Operation }) },
      statistic,
      period,
    });
  const operations = [...namesByOperation(uses)];
  return [
    {
      title: 'How long the table takes, ms on average',
      metrics: operations.map(([operation, names]) =>
        ofTable('SuccessfulRequestLatency', 'Average', operation).with({ label: `${operation} (${names.join(', ')})` }),
      ),
    },
    {
      title: 'What the table refuses for its load',
      metrics: ['ReadThrottleEvents', 'WriteThrottleEvents'].map((name) => ofTable(name, 'Sum')),
    },
  ];
}

function namesByOperation(uses: readonly Pick<TableUse, 'name' | 'actions'>[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  for (const { name, actions } of uses) {
    for (const action of actions) {
      const operation = action.replace('dynamodb:', '');
      names.set(operation, [...(names.get(operation) ?? []), name]);
    }
  }
  return names;
}
