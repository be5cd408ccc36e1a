import {
  ConflictException,
  type IngestionJob,
  InternalServerException,
  ListIngestionJobsCommand,
  ServiceQuotaExceededException,
  StartIngestionJobCommand,
  ThrottlingException,
} from '@aws-sdk/client-bedrock-agent';
import { toPrintableLine } from '../../printable.ts';
import type { Progress } from '../../progress.ts';
import type { Store } from '../store.ts';

export interface Waiting {
  readonly progress: Progress;
  readonly wait: (ms: number) => Promise<unknown>;
}

/**
 * A data source has one job at a time, and an account a few. One that runs may have begun before the documents came: it is waited for, and
 * another one started.
 */
export async function startJob(store: Store, { progress, wait }: Waiting): Promise<IngestionJob> {
  let isTold = false;
  for (const ms of pauses()) {
    try {
      const { ingestionJob } = await store.agent.send(new StartIngestionJobCommand(store.source));
      if (ingestionJob) return ingestionJob;
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (!isTold) progress.tell(await toWords(store, error));
      isTold = true;
    }
    await wait(ms);
  }
  throw new Error('no ingestion was started');
}

/** As the state machine that syncs after each change (lib/knowledge/sync-definition.ts), which asks of the same quota. */
const busy = [ConflictException, ServiceQuotaExceededException, ThrottlingException, InternalServerException];

type Busy = InstanceType<(typeof busy)[number]>;

function isBusy(error: unknown): error is Busy {
  return busy.some((kind) => error instanceof kind);
}

async function toWords(store: Store, refused: Busy): Promise<string> {
  if (refused instanceof ConflictException)
    return `Another ingestion runs${await since(store)}: this one waits for it.`;
  return `Bedrock starts no other ingestion now (${toPrintableLine(refused.message)}): this one waits. Ctrl-C ends that; run the command again later.`;
}

async function since({ agent, source }: Store): Promise<string> {
  const sortBy = { attribute: 'STARTED_AT', order: 'DESCENDING' } as const;
  const asked = new ListIngestionJobsCommand({ ...source, maxResults: 1, sortBy });
  const { ingestionJobSummaries: [last] = [] } = await agent.send(asked);
  return last?.startedAt ? ` since ${last.startedAt.toISOString()}` : '';
}

/** Longer and longer: a small folder is indexed in seconds, a large one in an hour. */
export function* pauses(): Generator<number, undefined> {
  for (let ms = 250; ; ms = Math.min(ms * 1.5, 5000)) yield Math.round(ms);
}
