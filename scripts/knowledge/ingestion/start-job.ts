import {
  ConflictException,
  type IngestionJob,
  ListIngestionJobsCommand,
  StartIngestionJobCommand,
} from '@aws-sdk/client-bedrock-agent';
import type { Progress } from '../../progress.ts';
import type { Store } from '../store.ts';

export interface Waiting {
  readonly progress: Progress;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** A data source has one job at a time. One that runs may have begun before the documents came: it is waited for, and another one started. */
export async function startJob({ agent, source }: Store, { progress, wait }: Waiting): Promise<IngestionJob> {
  let isTold = false;
  for (const ms of pauses()) {
    try {
      const { ingestionJob } = await agent.send(new StartIngestionJobCommand(source));
      if (ingestionJob) return ingestionJob;
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
    }
    if (!isTold) progress.tell(`Another ingestion runs${await since({ agent, source })}: this one waits for it.`);
    isTold = true;
    await wait(ms);
  }
  throw new Error('no ingestion was started');
}

async function since({ agent, source }: Pick<Store, 'agent' | 'source'>): Promise<string> {
  const sortBy = { attribute: 'STARTED_AT', order: 'DESCENDING' } as const;
  const asked = new ListIngestionJobsCommand({ ...source, maxResults: 1, sortBy });
  const { ingestionJobSummaries: [last] = [] } = await agent.send(asked);
  return last?.startedAt ? ` since ${last.startedAt.toISOString()}` : '';
}

/** Longer and longer: a small folder is indexed in seconds, a large one in an hour. */
export function* pauses(): Generator<number, undefined> {
  for (let ms = 250; ; ms = Math.min(ms * 1.5, 5000)) yield Math.round(ms);
}
