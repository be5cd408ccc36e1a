import { randomInt, randomUUID } from 'node:crypto';
import type { KnowledgeBase } from '../knowledge-base.ts';
import { Refusal } from '../refusal.ts';
import type { Statistics } from './ingest.ts';

/** As Bedrock tells it. */
export interface IngestionJob {
  readonly knowledgeBaseId: string;
  readonly dataSourceId: string;
  readonly ingestionJobId: string;
  readonly description?: string;
  readonly status: 'STARTING' | 'IN_PROGRESS' | 'COMPLETE' | 'FAILED';
  readonly statistics: Statistics;
  readonly failureReasons?: readonly string[];
  readonly startedAt: string;
  readonly updatedAt: string;
}

export interface IngestionJobs {
  /** Throws while another one runs. A request that is sent again, with the same token, starts nothing. */
  readonly start: (asked: { readonly description?: string; readonly clientToken?: string }) => IngestionJob;
  /** The newest first. */
  readonly list: () => readonly IngestionJob[];
  readonly find: (id: string) => IngestionJob | undefined;
}

const nothing: Statistics = {
  numberOfDocumentsScanned: 0,
  numberOfMetadataDocumentsScanned: 0,
  numberOfNewDocumentsIndexed: 0,
  numberOfModifiedDocumentsIndexed: 0,
  numberOfMetadataDocumentsModified: 0,
  numberOfDocumentsDeleted: 0,
  numberOfDocumentsFailed: 0,
};
const maxReasons = 20;

/** The ingestion jobs of a data source, one at a time. */
export function createJobs(base: KnowledgeBase): IngestionJobs {
  const jobs = new Map<string, IngestionJob>();
  /** The ids of jobs, by the tokens that they were asked for with. */
  const tokens = new Map<string, string>();

  async function run(job: IngestionJob): Promise<void> {
    const end = (changes: Partial<IngestionJob>) =>
      jobs.set(job.ingestionJobId, { ...job, ...changes, updatedAt: new Date().toISOString() });
    try {
      const { statistics, failures } = await base.sync();
      // As Bedrock tells which document it means.
      const failureReasons = failures
        .slice(0, maxReasons)
        .map(({ key, reason }) => `${reason} [Files: ${base.toUri(key)}]`);
      end({ status: 'COMPLETE', statistics, ...(failures.length > 0 && { failureReasons }) });
    } catch (error) {
      end({ status: 'FAILED', failureReasons: [error instanceof Error ? error.message : String(error)] });
    }
  }

  return {
    start({ description, clientToken = randomUUID() }) {
      const again = jobs.get(tokens.get(clientToken) ?? '');
      if (again) return again;
      const running = [...jobs.values()].find(({ status }) => status === 'IN_PROGRESS');
      if (running)
        throw new Refusal('ConflictException', `The ingestion job ${running.ingestionJobId} is still in progress.`);
      const now = new Date().toISOString();
      const job: IngestionJob = {
        knowledgeBaseId: base.id,
        dataSourceId: base.sourceId,
        ingestionJobId: toJobId(),
        ...(description !== undefined && { description }),
        status: 'IN_PROGRESS',
        statistics: nothing,
        startedAt: now,
        updatedAt: now,
      };
      jobs.set(job.ingestionJobId, job);
      tokens.set(clientToken, job.ingestionJobId);
      void run(job);
      return { ...job, status: 'STARTING' };
    },
    list: () => [...jobs.values()].toReversed(),
    find: (id) => jobs.get(id),
  };
}

function toJobId(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  return Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('');
}
