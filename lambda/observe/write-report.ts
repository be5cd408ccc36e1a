import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Names } from '../models/names.ts';
import { pricesOf } from '../models/prices-of.ts';
import { isFailed } from './is-failed.ts';
import type { RequestRecord } from './request-record.ts';
import { toCostUsd } from './to-cost-usd.ts';
import { type KnownNames, toLine } from './to-line.ts';

/** What callers may name, with its prices. */
export type ReportNames = Pick<Names, 'models'> & KnownNames;

type Unit = (typeof MetricUnit)[keyof typeof MetricUnit];

// Called by hand: wrappers around a streaming handler lose its streaming symbol or fire before the body ends.
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Rivulet' });

/** Whether a request waited for the environment to start: the first that is reported did. */
let isColdStart = true;

/** One log line and one set of metrics at the end of every request. */
export function writeReport(record: RequestRecord, names: ReportNames): void {
  const { costUsd = toCostUsd(record.usages ?? [], pricesOf(names)) } = record;
  const line = { ...toLine(record, names), ...(costUsd !== undefined && { costUsd }), isColdStart };
  // A defect of ours is an error in the log; what clients and models do is not.
  if (record.endReason === 'internal') logger.error('request', line);
  else logger.info('request', line);
  const { bytes, inputTokens, outputTokens } = record;
  add('Requests', MetricUnit.Count, 1);
  add('Failures', MetricUnit.Count, isFailed(record) ? 1 : 0);
  add('ColdStarts', MetricUnit.Count, isColdStart ? 1 : 0);
  add('TimeToFirstToken', MetricUnit.Milliseconds, record.timeToFirstTokenMs);
  add('InterDeltaP50', MetricUnit.Milliseconds, record.interDeltaP50Ms);
  add('InterDeltaP95', MetricUnit.Milliseconds, record.interDeltaP95Ms);
  add('InputTokens', MetricUnit.Count, inputTokens);
  add('OutputTokens', MetricUnit.Count, outputTokens);
  add('CostUsd', MetricUnit.NoUnit, costUsd);
  add('ResponseBytes', MetricUnit.Bytes, bytes);
  // Beside the metrics, for queries: as a dimension it would make, and cost, each metric anew for every plan.
  metrics.addMetadata('plan', record.plan);
  metrics.publishStoredMetrics();
  isColdStart = false;
}

/** What a request did not get to is no zero: it is left out. */
function add(name: string, unit: Unit, value: number | undefined): void {
  if (value !== undefined) metrics.addMetric(name, unit, value);
}
