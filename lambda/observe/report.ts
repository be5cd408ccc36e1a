import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { failures } from '../chat/failure.ts';
import type { RequestRecord } from './request-record.ts';

// Called by hand: wrappers around a streaming handler lose its streaming symbol or fire before the body ends.
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Rivulet' });

/** One log line and one set of metrics at the end of every request. */
export function report(record: RequestRecord): void {
  logger.info('request', { ...record });
  const { timeToFirstTokenMs, inputTokens, outputTokens, endReason = '' } = record;
  metrics.addMetric('Requests', MetricUnit.Count, 1);
  metrics.addMetric('Failures', MetricUnit.Count, endReason in failures ? 1 : 0);
  if (timeToFirstTokenMs !== undefined)
    metrics.addMetric('TimeToFirstToken', MetricUnit.Milliseconds, timeToFirstTokenMs);
  if (inputTokens !== undefined) metrics.addMetric('InputTokens', MetricUnit.Count, inputTokens);
  if (outputTokens !== undefined) metrics.addMetric('OutputTokens', MetricUnit.Count, outputTokens);
  metrics.publishStoredMetrics();
}
