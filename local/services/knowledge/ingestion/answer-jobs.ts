import { z } from 'zod';
import { parseJson } from '../../bedrock/seen-request.ts';
import { Refusal } from '../refusal.ts';
import type { IngestionJob, IngestionJobs } from './jobs.ts';

export interface JobsAnswer {
  readonly status: number;
  readonly body: object;
}

const started = z.object({
  description: z.string().min(1).max(200).exactOptional(),
  clientToken: z.string().exactOptional(),
});
const listed = z.object({
  maxResults: z.int().min(1).max(1000).default(1000),
  nextToken: z
    .string()
    .regex(/^\d{1,6}$/)
    .default('0'),
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
    return { status: 202, body: { ingestionJob: jobs.start(read(started, body)) } };
  }
  if (method === 'POST' && jobId === '') return { status: 200, body: list(jobs, read(listed, body)) };
  const job = method === 'GET' ? jobs.find(jobId) : undefined;
  if (job) return { status: 200, body: { ingestionJob: job } };
  if (method === 'GET') throw new Refusal('ResourceNotFoundException', `There is no ingestion job ${jobId}.`);
  throw new Refusal('UnknownOperationException', 'The local stage starts, lists and gets ingestion jobs only.');
}

function list(jobs: IngestionJobs, { maxResults, nextToken, filters }: z.infer<typeof listed>): object {
  const isAsked = ({ status }: IngestionJob) => filters.every(({ values }) => values.includes(status));
  const start = Number(nextToken);
  const all = jobs.list().filter(isAsked);
  const page = all.slice(start, start + maxResults);
  const end = start + page.length;
  return {
    ingestionJobSummaries: page.map(({ failureReasons: _only, ...summary }) => summary),
    ...(end < all.length && { nextToken: String(end) }),
  };
}

function read<Shape extends z.ZodType>(shape: Shape, body: Uint8Array): z.output<Shape> {
  const { success, data, error } = shape.safeParse(body.length === 0 ? {} : parseJson(body));
  if (success) return data;
  throw new Refusal('ValidationException', z.prettifyError(error));
}
