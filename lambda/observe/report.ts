import type { RequestRecord } from './request-record.ts';
import type { ReportNames } from './write-report.ts';

/**
 * One log line and one set of metrics. What writes them is loaded with the first, when the client has its answer: a tenth of
 * the code, and 5 ms, that no cold start waits for.
 */
export async function report(record: RequestRecord, names: ReportNames): Promise<void> {
  const { writeReport } = await import('./write-report.ts');
  writeReport(record, names);
}
