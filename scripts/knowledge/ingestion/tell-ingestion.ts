import type { IngestionJob } from '@aws-sdk/client-bedrock-agent';
import { toPrintableLine } from '../../printable.ts';
import type { Outcome } from '../outcome.ts';
import type { Store } from '../store.ts';
import { type DocumentStates, findStates, isAmiss, toStateWords } from './document-states.ts';

/** What an ingestion did, with a line for each document that it could not index, and why. */
export async function tellIngestion(store: Store, job: IngestionJob): Promise<Outcome> {
  const { numberOfDocumentsFailed: failed = 0, numberOfDocumentsSkipped: skipped = 0 } = job.statistics ?? {};
  if (job.status === 'COMPLETE' && failed + skipped === 0) return { out: [toSummary(job)], isFailed: false };
  return { out: [toSummary(job), ...toFailureLines(job, (await findStates(store)) ?? new Map())], isFailed: true };
}

function toSummary({ status = 'STOPPED', statistics = {} }: IngestionJob): string {
  const counts = [
    ['new', statistics.numberOfNewDocumentsIndexed],
    ['changed', statistics.numberOfModifiedDocumentsIndexed],
    ['with changed attributes', statistics.numberOfMetadataDocumentsModified],
    ['deleted', statistics.numberOfDocumentsDeleted],
    ['failed', statistics.numberOfDocumentsFailed],
    ['skipped', statistics.numberOfDocumentsSkipped],
  ] as const;
  const words = counts.flatMap(([name, count = 0]) => (count > 0 ? `${count} ${name}` : []));
  const ends = { COMPLETE: 'Indexed', STOPPED: 'Stopped before all was indexed' } as const;
  const ended = status === 'COMPLETE' || status === 'STOPPED' ? ends[status] : 'The ingestion failed';
  return `${ended}: ${words.length > 0 ? words.join(', ') : 'nothing was new'}.`;
}

/** The job's reasons name documents by their URIs. Those that name none that is amiss are told as they are. */
function toFailureLines(
  { failureReasons = [] }: Pick<IngestionJob, 'failureReasons'>,
  states: DocumentStates,
): string[] {
  const amiss = [...states].filter(([, state]) => isAmiss(state));
  const lines = amiss.map(([key, state]) => {
    const reason = state.reason ?? failureReasons.find((words) => words.includes(`/${key}`));
    return `${key}: ${toStateWords({ ...state, ...(reason !== undefined && { reason }) })}`;
  });
  const others = failureReasons.filter((words) => !amiss.some(([key]) => words.includes(`/${key}`)));
  return [...lines, ...others].map((line) => `  ${toPrintableLine(line)}`);
}
