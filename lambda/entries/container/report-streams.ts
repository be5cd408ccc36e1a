import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/** Writes every so often how many answers are being written: what tasks are started and ended by. Zero is worth a line, too. */
export function reportStreams(count: () => number, everyMs: number): void {
  const metrics = new Metrics({ namespace: 'Rivulet' });
  setInterval(() => {
    metrics.addMetric('Streams', MetricUnit.Count, count());
    metrics.publishStoredMetrics();
  }, everyMs).unref();
}
