import { GraphWidget, type IMetric, type IWidget, LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { type Query, toText } from './queries.ts';

/** One picture of a dashboard: of metrics over time, or of what a query finds in the log. */
export type Chart = MetricChart | LogChart;

interface MetricChart {
  readonly title: string;
  readonly metrics: readonly IMetric[];
  /** Those with an axis of their own. */
  readonly right?: readonly IMetric[];
}

interface LogChart {
  readonly title: string;
  readonly query: Query;
  readonly log: ILogGroup;
}

/** A dashboard is 24 units wide. */
export const fullWidth = 24;
const height = 6;

/** Charts beside each other, as wide as the dashboard together. */
export function toRow(charts: readonly Chart[]): IWidget[] {
  const size = { width: fullWidth / charts.length, height };
  return charts.map((chart) =>
    'query' in chart
      ? new LogQueryWidget({
          ...size,
          title: chart.title,
          logGroupNames: [chart.log.logGroupName],
          queryString: toText(chart.query),
        })
      : new GraphWidget({
          ...size,
          title: chart.title,
          left: [...chart.metrics],
          right: [...(chart.right ?? [])],
          leftYAxis: fromZero,
          rightYAxis: fromZero,
        }),
  );
}

/** Else a small change looks like a large one. */
const fromZero = { min: 0 };
