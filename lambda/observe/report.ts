import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { failures } from '../chat/failure.ts';
import type { RequestRecord } from './request-record.ts';

type Unit = (typeof MetricUnit)[keyof typeof MetricUnit];

// Called by hand: wrappers around a streaming handler lose its streaming symbol or fire before the body ends.
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Rivulet' });

/** One log line and one set of metrics at the end of every request. */
export function report(record: RequestRecord): void {
  logger.info('request', { ...record });
  const { endReason = '', isColdStart, bytes, inputTokens, outputTokens } = record;
  add('Requests', MetricUnit.Count, 1);
  add('Failures', MetricUnit.Count, endReason in failures ? 1 : 0);
  add('ColdStarts', MetricUnit.Count, isColdStart ? 1 : 0);
  add('TimeToFirstToken', MetricUnit.Milliseconds, record.timeToFirstTokenMs);
  add('InterDeltaP50', MetricUnit.Milliseconds, record.interDeltaP50Ms);
  add('InterDeltaP95', MetricUnit.Milliseconds, record.interDeltaP95Ms);
  add('InputTokens', MetricUnit.Count, inputTokens);
  add('OutputTokens', MetricUnit.Count, outputTokens);
  add('ResponseBytes', MetricUnit.Bytes, bytes);
  metrics.publishStoredMetrics();
}

/** What a request did not get to is no zero: it is left out. */
function add(name: string, unit: Unit, value: number | undefined): void {
  if (value !== undefined) metrics.addMetric(name, unit, value);
}
