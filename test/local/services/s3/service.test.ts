import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { startGateway } from '../../../../local/gateway/server.ts';
import { services } from '../../../../local/services/index.ts';
import { s3 } from '../../../../local/services/s3/service.ts';
import { startServices } from '../../../../local/services/start-services.ts';
import type { StageSetup } from '../../../../local/services/service.ts';
import { readHandMade, type HandMade } from '../../template/hand-made.ts';
import { newFolder, toClient } from './start.ts';

const Bucket = 'stack-bucket';
const resources = { Bucket: { Type: 'AWS::S3::Bucket' } };

function toOutputs({ prefix = '', perCaller = false } = {}) {
  const end = `","prefix":${JSON.stringify(prefix)},"perCaller":${perCaller}}`;
  return { Files: { Value: { 'Fn::Join': ['', ['{"bucket":"', { Ref: 'Bucket' }, end]] } } };
}

function toSetup(changes: Partial<StageSetup> = {}, template: HandMade = { resources, outputs: toOutputs() }) {
  return { api: readHandMade(template), bedrock: 'stand-in', shell: {}, ...changes } as const;
}

async function start(...setup: Parameters<typeof toSetup>) {
  const running = await s3.start(toSetup(...setup), {});
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= running.close());
  onTestFinished(close);
  return { ...running, close, client: toClient(running.variables['AWS_ENDPOINT_URL_S3'] ?? '') };
}

test('a stack without files needs no S3', () => {
  expect(s3.isNeeded(toSetup({}, {}))).toBe(false);
  expect(s3.isNeeded(toSetup())).toBe(true);
});

test('the folder is what is behind the prefix, and uploads are written into it', async () => {
  const files = newFolder({ 'a.md': 'A', 'b/c.md': 'C', '.hidden': 'x' });
  const { client, notes, close } = await start({ files }, { resources, outputs: toOutputs({ prefix: 'shared/' }) });
  expect(notes).toEqual([
    `here, the setting files serves the 2 files of the folder ${files}, and uploads are written into it.`,
  ]);
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: 'shared/b/c.md' }));
  expect(await Body?.transformToString()).toBe('C');
  await client.send(new PutObjectCommand({ Bucket, Key: 'shared/b/d.md', Body: 'D' }));
  await expect(client.send(new PutObjectCommand({ Bucket, Key: 'd.md', Body: 'D' }))).rejects.toThrow(
    'below its folder',
  );
  await close();
  expect(readFileSync(path.join(files, 'b/d.md'), 'utf8')).toBe('D');
});

test('without a folder, uploads go with the stage; with one for its data, they are found again', async () => {
  const [gone, data] = [await start(), path.join(newFolder(), 'kept')];
  const put = new PutObjectCommand({ Bucket, Key: 'a.md', Body: 'A' });
  await gone.client.send(put);
  await gone.close();
  expect(gone.notes).toEqual([
    expect.stringMatching(/^here, the setting files serves what is uploaded until the stage ends\./),
  ]);
  const head = new HeadObjectCommand({ Bucket, Key: 'a.md' });
  await expect((await start()).client.send(head)).rejects.toMatchObject({ name: 'NotFound' });

  const one = await start({ data });
  await one.client.send(put);
  await one.close();
  expect(readdirSync(path.join(data, 'files'))).toEqual(['a.md']);
  const again = await start({ data });
  expect((await again.client.send(head)).ContentLength).toBe(1);
  expect(again.notes).toEqual([expect.stringContaining('serves the one file of the folder')]);
  const files = newFolder();
  await (await start({ data, files })).client.send(put);
  expect(existsSync(path.join(files, 'a.md'))).toBe(true);
});

test('where each caller has files of its own, the note says where they are', async () => {
  const { notes } = await start({}, { resources, outputs: toOutputs({ perCaller: true }) });
  expect(notes?.[0]).toMatch(/everyone\/, and each what is in callers\/ under its own id\.$/);
});

test.each<[what: string, setup: Parameters<typeof toSetup>, message: string]>([
  ['a folder that is not there', [{ files: 'nodocs' }], '--files nodocs: there is no such folder'],
  ['a file', [{ files: 'package.json' }], '--files package.json: there is no such folder'],
  ['a setting that is off', [{ files: 'docs' }, {}], '--files docs: the setting files is off: add -c files=create'],
])('%s refuses the start', async (_what, setup, message) => {
  expect(s3.isNeeded(toSetup(...setup))).toBe(true);
  await expect(s3.start(toSetup(...setup), {})).rejects.toThrow(message);
});

test('the stage’s own port answers for the files and for the documents of a knowledge, whoever signed', async () => {
  const documents = newFolder({ 'ferry.md': '# Ferry' });
  const knowledge = {
    docs: { id: 'KB12345678', region: 'us-east-1', perCaller: false, documents, bucket: 'documents' },
  };
  const policy = { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'bedrock:Retrieve' }] } };
  const setup = toSetup(
    { files: newFolder({ 'a.md': 'A' }) },
    {
      resources: { ...resources, Policy: { Type: 'AWS::IAM::Policy', Properties: policy } },
      outputs: { ...toOutputs(), Knowledge: { Value: JSON.stringify(knowledge) } },
    },
  );
  const running = await startServices(services, setup);
  onTestFinished(running.close);
  const { api } = setup;
  const gateway = await startGateway({
    api,
    port: 0,
    invoke: () => expect.fail('no function is called'),
    logError: (line) => expect.fail(line),
    services: running.answers ?? new Map(),
  });
  onTestFinished(gateway.close);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = toClient(new URL(gateway.url).origin, { region: 'eu-west-1', credentials });
  const list = async (bucket: string) =>
    (await client.send(new ListObjectsV2Command({ Bucket: bucket }))).Contents?.map((object) => object.Key);
  expect(await list(Bucket)).toEqual(['a.md']);
  expect(await list('documents')).toEqual(['ferry.md', 'ferry.md.metadata.json']);
  await client.send(new PutObjectCommand({ Bucket, Key: 'b.md', Body: 'B' }));
  expect(await list(Bucket)).toEqual(['a.md', 'b.md']);
  await expect(list('other')).rejects.toMatchObject({ name: 'NoSuchBucket' });
});
