import { createHash } from 'node:crypto';
import {
  BedrockAgentClient,
  type DocumentStatus,
  GetIngestionJobCommand,
  type IngestionJob,
  ListIngestionJobsCommand,
  ListKnowledgeBaseDocumentsCommand,
  StartIngestionJobCommand,
} from '@aws-sdk/client-bedrock-agent';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { openStore } from '../../../scripts/knowledge/store.ts';

interface Told {
  /** What starting an ingestion is refused with, in turn. @default nothing */
  readonly refusals?: readonly Error[];
  /** What a list of the documents is refused with. @default nothing */
  readonly statesRefusal?: Error;
  /** The upload of which object fails the first time. @default of none */
  readonly failsOnce?: string;
  /** What the job says at its end. */
  readonly job?: Partial<IngestionJob>;
  readonly states?: Readonly<Record<string, { readonly status: DocumentStatus; readonly statusReason?: string }>>;
}

/** A bucket in memory, and a Bedrock that ingests in two steps, behind the real clients. */
export function fakeStore({ refusals = [], statesRefusal, failsOnce, job = {}, states = {} }: Told = {}) {
  const objects = new Map<string, Uint8Array>();
  const calls: string[] = [];
  const s3 = mockClient(S3Client);
  const agent = mockClient(BedrockAgentClient);
  const failing = new Set([failsOnce]);
  const refusalsLeft = [...refusals];
  const jobOf = (more: Partial<IngestionJob>): IngestionJob => ({
    knowledgeBaseId: 'KB1',
    dataSourceId: 'DS1',
    ingestionJobId: 'JOB1',
    startedAt: new Date(0),
    updatedAt: new Date(0),
    status: 'STARTING',
    ...more,
  });
  s3.on(ListObjectsV2Command).callsFake(({ ContinuationToken: after = '' }: { ContinuationToken?: string }) => {
    // Two on a page.
    const keys = [...objects.keys()].toSorted().filter((key) => key > after);
    const page = keys.slice(0, 2);
    return {
      Contents: page.map((Key) => ({
        Key,
        ETag: `"${createHash('md5').update(objects.get(Key)!).digest('hex')}"`,
        Size: objects.get(Key)!.length,
        LastModified: new Date('2026-11-28T09:30:00Z'),
      })),
      ...(keys.length > 2 && { IsTruncated: true, NextContinuationToken: page[1] }),
    };
  });
  s3.on(PutObjectCommand).callsFake(({ Key, Body }: { Key: string; Body: Uint8Array }) => {
    if (failing.delete(Key)) throw new Error('the network is gone');
    calls.push(`put ${Key}`);
    objects.set(Key, Body);
    return {};
  });
  s3.on(DeleteObjectCommand).callsFake(({ Key }: { Key: string }) => {
    calls.push(`delete ${Key}`);
    objects.delete(Key);
    return {};
  });
  agent.on(StartIngestionJobCommand).callsFake(() => {
    const refusal = refusalsLeft.shift();
    if (refusal) {
      calls.push('refused');
      throw refusal;
    }
    calls.push('ingest');
    return { ingestionJob: jobOf({}) };
  });
  agent.on(ListIngestionJobsCommand).resolves({ ingestionJobSummaries: [jobOf({})] });
  agent
    .on(GetIngestionJobCommand)
    .resolvesOnce({ ingestionJob: jobOf({ status: 'IN_PROGRESS', statistics: { numberOfDocumentsScanned: 1 } }) })
    .resolves({ ingestionJob: jobOf({ status: 'COMPLETE', statistics: {}, ...job }) });
  const documentDetails = Object.entries(states).map(([key, state]) => ({
    knowledgeBaseId: 'KB1',
    dataSourceId: 'DS1',
    identifier: { dataSourceType: 'S3' as const, s3: { uri: `s3://b/${key}` } },
    ...state,
  }));
  if (statesRefusal) agent.on(ListKnowledgeBaseDocumentsCommand).rejects(statesRefusal);
  else agent.on(ListKnowledgeBaseDocumentsCommand).resolves({ documentDetails });
  const shown: string[] = [];
  const store = openStore(
    { url: 'x', reached: { credentials: { accessKeyId: 'a', secretAccessKey: 'b' } } },
    { name: 'docs', id: 'KB1', region: 'eu-west-1', perCaller: false, bucket: 'b', source: 'DS1' },
  );
  const progress = {
    show: (what: string, done: number, total: number) => void shown.push(`${what} ${done}/${total}`),
    tell: (line: string) => void shown.push(line),
  };
  return { store, objects, calls, shown, options: { progress, wait: () => Promise.resolve() } };
}
