import { setTimeout as delay } from 'node:timers/promises';
import { GetIngestionJobCommand, type IngestionJob } from '@aws-sdk/client-bedrock-agent';
import type { Progress } from '../../progress.ts';
import type { Store } from '../store.ts';
import { pauses, startJob, type Waiting } from './start-job.ts';

export interface IngestOptions {
  readonly progress: Progress;
  /** How many documents there are. */
  readonly total: number;
  /** @default that long */
  readonly wait?: Waiting['wait'];
}

/** Has Bedrock read the bucket, and waits until it has. It reads only what has changed since the last time. */
export async function ingest(store: Store, { progress, total, wait = delay }: IngestOptions): Promise<IngestionJob> {
  let job = await startJob(store, { progress, wait });
  for (const ms of pauses()) {
    progress.show('documents scanned', toDone(job, total), total);
    if (isOver(job)) break;
    await wait(ms);
    const asked = new GetIngestionJobCommand({ ...store.source, ingestionJobId: job.ingestionJobId });
    const { ingestionJob } = await store.agent.send(asked);
    if (ingestionJob) job = ingestionJob;
  }
  return job;
}

/** A document that was scanned may not be indexed yet: the last one is shown when the job is over. How many could not be, its end tells. */
function toDone(job: IngestionJob, total: number): number {
  const scanned = job.statistics?.numberOfDocumentsScanned ?? 0;
  return isOver(job) ? total : Math.max(0, Math.min(scanned, total - 1));
}

function isOver({ status }: IngestionJob): boolean {
  return status === 'COMPLETE' || status === 'FAILED' || status === 'STOPPED';
}
