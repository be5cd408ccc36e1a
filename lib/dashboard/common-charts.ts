import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { ownMetric, period } from '../metrics.ts';
import type { Chart } from './chart.ts';
import { queries } from './queries.ts';

interface Watched {
  readonly api: RestApi;
  /** The dimension of the metrics that the code writes. */
  readonly service: string;
  /** Has a line for each request that reached the code. */
  readonly log: ILogGroup;
}

/** What every deployment has, row by row: who asks, what goes wrong, how fast it is, what it costs. */
export function toCommonCharts({ api, service, log }: Watched): readonly (readonly Chart[])[] {
  const sum = (name: string) => ownMetric(service, name, 'Sum');
  const percentile = (name: string, statistic: string) =>
    ownMetric(service, name, statistic).with({ label: statistic });
  const { deploymentStage: stage } = api;
  return [
    [
      { title: 'Requests that reached the code, and failures', metrics: [sum('Requests'), sum('Failures')] },
      {
        title: 'All requests of the API, 4xx and 5xx',
        metrics: [
          stage.metricCount({ period }),
          stage.metricClientError({ period }),
          stage.metricServerError({ period }),
        ],
      },
    ],
    [
      { title: 'Requests by protocol and name', query: queries.requestsByName, log },
      { title: 'Failures by kind', query: queries.failuresByKind, log },
    ],
    [
      {
        title: 'Time to the first token, ms',
        metrics: ['p50', 'p95', 'p99'].map((statistic) => percentile('TimeToFirstToken', statistic)),
      },
      {
        title: 'Gaps between the deltas of an answer, ms',
        metrics: [
          ownMetric(service, 'InterDeltaP50', 'p50').with({ label: 'p50 of the answers’ p50' }),
          ownMetric(service, 'InterDeltaP95', 'p95').with({ label: 'p95 of the answers’ p95' }),
        ],
      },
    ],
    [
      { title: 'Tokens', metrics: [sum('InputTokens'), sum('OutputTokens')] },
      { title: 'Cost of models, US dollars', metrics: [sum('CostUsd')] },
      { title: 'Cost by name', query: queries.spendByName, log },
    ],
  ];
}
