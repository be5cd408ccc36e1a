import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { IngestionJob, IngestionJobs } from './jobs.ts';
import { pageAsked, readAsked, toPage } from './page.ts';

export interface JobsAnswer {
  readonly status: number;
  readonly body: object;
}

const started = z.object({
  description: z.string().min(1).max(200).exactOptional(),
  clientToken: z.string().exactOptional(),
});
const listed = z.object({
  ...pageAsked,
  filters: z
    .array(z.object({ attribute: z.literal('STATUS'), operator: z.literal('EQ'), values: z.array(z.string()) }))
    .default([]),
});

/**
 * StartIngestionJob, ListIngestionJobs and GetIngestionJob of Agents for Amazon Bedrock.
 * @param jobId what the path has behind `ingestionjobs/`
 */
export function answerJobs(jobs: IngestionJobs, method: string, jobId: string, body: Uint8Array): JobsAnswer {
  if (method === 'PUT' && jobId === '') {
    return { status: 202, body: { ingestionJob: jobs.start(readAsked(started, body)) } };
  }
  if (method === 'POST' && jobId === '') return { status: 200, body: list(jobs, readAsked(listed, body)) };
  const job = method === 'GET' ? jobs.find(jobId) : undefined;
  if (job) return { status: 200, body: { ingestionJob: job } };
  if (method === 'GET') throw new Refusal('ResourceNotFoundException', `There is no ingestion job ${jobId}.`);
  throw new Refusal('UnknownOperationException', 'The local stage starts, lists and gets ingestion jobs only.');
}

function list(jobs: IngestionJobs, { filters, ...asked }: z.infer<typeof listed>): object {
  const isAsked = ({ status }: IngestionJob) => filters.every(({ values }) => values.includes(status));
  const { page, next } = toPage(jobs.list().filter(isAsked), asked);
  return { ingestionJobSummaries: page.map(({ failureReasons: _only, ...summary }) => summary), ...next };
}
