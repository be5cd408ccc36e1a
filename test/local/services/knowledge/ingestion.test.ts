import {
  GetIngestionJobCommand,
  type IngestionJob,
  ListIngestionJobsCommand,
  ListKnowledgeBaseDocumentsCommand,
  StartIngestionJobCommand,
} from '@aws-sdk/client-bedrock-agent';
import { expect, test } from 'vitest';
import { fill, id, sourceId, start } from './start.ts';

type Started = Awaited<ReturnType<typeof start>>;
const where = { knowledgeBaseId: id, dataSourceId: sourceId };

async function sync({ agent }: Started): Promise<IngestionJob | undefined> {
  const { ingestionJob } = await agent.send(new StartIngestionJobCommand({ ...where, description: 'by a test' }));
  expect(ingestionJob).toMatchObject({ ...where, status: 'STARTING', description: 'by a test' });
  const get = () => agent.send(new GetIngestionJobCommand({ ...where, ingestionJobId: ingestionJob?.ingestionJobId }));
  await expect.poll(async () => (await get()).ingestionJob?.status).toBe('COMPLETE');
  return (await get()).ingestionJob;
}

test('a job reads what is new, changed and gone, and what it can’t read fails alone, with its reason', async () => {
  const started = await start({ 'a.md': '# Ferries', 'b.md': 'Harbours', 'c.md': 'Tides' });
  const { bucket, ask } = started;
  bucket.delete('b.md');
  fill(bucket, {
    'a.md': '# Bicycles',
    'c.md': ['Tides', { title: 'When it turns' }],
    'd.md': 'Lighthouses',
    'e.docx': 'Word',
    'f.pdf': 'no PDF',
    'g.exe': 'x',
    'h.json': '{',
    'i.txt': ' \n ',
    'j.md': ['J', { nested: { object: 1 } }],
  });
  const job = await sync(started);
  expect(job).toMatchObject({
    startedAt: expect.any(Date),
    updatedAt: expect.any(Date),
    statistics: {
      numberOfDocumentsScanned: 9,
      numberOfMetadataDocumentsScanned: 2,
      numberOfNewDocumentsIndexed: 1,
      numberOfModifiedDocumentsIndexed: 1,
      numberOfMetadataDocumentsModified: 1,
      numberOfDocumentsDeleted: 1,
      numberOfDocumentsFailed: 6,
    },
  });
  expect(job?.failureReasons).toEqual([
    'the local stage reads no Word and no Excel. Bedrock does [Files: s3://documents/e.docx]',
    expect.stringMatching(/^.+ \[Files: s3:\/\/documents\/f\.pdf\]$/),
    'the type of the file is not supported [Files: s3://documents/g.exe]',
    'it is not JSON [Files: s3://documents/h.json]',
    'there is no text in it [Files: s3://documents/i.txt]',
    expect.stringMatching(/^its metadata is not .* \[Files: s3:\/\/documents\/j\.md\]$/),
  ]);
  const found = async (text: string) => (await ask(text)).retrievalResults?.length;
  expect([await found('bicycle'), await found('ferry'), await found('harbour'), await found('turns')]).toEqual([
    1, 0, 0, 1,
  ]);
});

test('documents are listed as the last job left them, by pages', async () => {
  const started = await start({ 'a.md': '# A', 'b/c.md': '# C', 'd.md': '# D' });
  fill(started.bucket, { 'd.md': ' ', 'e.md': '# E' });
  const list = (changes: object = {}) =>
    started.agent.send(new ListKnowledgeBaseDocumentsCommand({ ...where, ...changes }));
  const statesOf = async () =>
    ((await list()).documentDetails ?? []).map(({ identifier, status }) => [identifier?.s3?.uri, status]);
  // What no job has read yet is not known.
  expect(await statesOf()).toEqual([
    ['s3://documents/a.md', 'INDEXED'],
    ['s3://documents/b/c.md', 'INDEXED'],
    ['s3://documents/d.md', 'INDEXED'],
  ]);
  await sync(started);
  const first = await list({ maxResults: 3 });
  expect(first.documentDetails?.[2]).toEqual({
    ...where,
    identifier: { dataSourceType: 'S3', s3: { uri: 's3://documents/d.md' } },
    status: 'FAILED',
    statusReason: 'there is no text in it',
  });
  const second = await list({ maxResults: 3, nextToken: first.nextToken });
  expect(second.documentDetails?.map(({ status }) => status)).toEqual(['INDEXED']);
  expect(second.nextToken).toBeUndefined();
  await expect(list({ maxResults: 0 })).rejects.toMatchObject({ name: 'ValidationException' });
});

test('only one job runs at a time', async () => {
  const started = await start({ 'a.md': 'A' });
  const send = () => started.agent.send(new StartIngestionJobCommand(where));
  const [one, other] = await Promise.allSettled([send(), send()]);
  const refused = [one, other].flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  // The first may be over before the second one comes.
  for (const reason of refused)
    expect(reason).toMatchObject({ name: 'ConflictException', $metadata: { httpStatusCode: 409 } });
});

test('a request that is sent again starts nothing', async () => {
  const { agent } = await start({ 'a.md': 'A' });
  const send = () => agent.send(new StartIngestionJobCommand({ ...where, clientToken: 't'.repeat(33) }));
  const ids = [await send(), await send()].map(({ ingestionJob }) => ingestionJob?.ingestionJobId);
  expect(ids[0]).toBe(ids[1]);
  const { ingestionJobSummaries = [] } = await agent.send(new ListIngestionJobsCommand(where));
  expect(ingestionJobSummaries).toHaveLength(1);
});

test('jobs are listed, the newest first, by pages and by their status', async () => {
  const started = await start({ 'a.md': 'A' });
  const jobs = [await sync(started), await sync(started), await sync(started)].map((job) => job?.ingestionJobId);
  const list = (changes: object) => started.agent.send(new ListIngestionJobsCommand({ ...where, ...changes }));
  const first = await list({ maxResults: 2 });
  const second = await list({ maxResults: 2, nextToken: first.nextToken });
  const listed = [...(first.ingestionJobSummaries ?? []), ...(second.ingestionJobSummaries ?? [])];
  expect(listed.map(({ ingestionJobId }) => ingestionJobId)).toEqual(jobs.toReversed());
  expect(second.nextToken).toBeUndefined();
  const running = await list({ filters: [{ attribute: 'STATUS', operator: 'EQ', values: ['IN_PROGRESS'] }] });
  expect(running.ingestionJobSummaries).toEqual([]);
  await expect(list({ maxResults: 0 })).rejects.toMatchObject({ name: 'ValidationException' });
});

test('an unknown knowledge base, data source or job is not found', async () => {
  const { agent } = await start();
  const notFound = { name: 'ResourceNotFoundException', $metadata: { httpStatusCode: 404 } };
  const ask = (changes: object) =>
    agent.send(new GetIngestionJobCommand({ ...where, ingestionJobId: 'AAAAAAAAAA', ...changes }));
  await expect(ask({})).rejects.toMatchObject(notFound);
  await expect(ask({ dataSourceId: 'AAAAAAAAAA' })).rejects.toMatchObject(notFound);
  await expect(ask({ knowledgeBaseId: 'AAAAAAAAAA' })).rejects.toMatchObject(notFound);
});
