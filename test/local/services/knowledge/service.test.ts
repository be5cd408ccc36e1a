import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BedrockAgentClient, GetIngestionJobCommand, StartIngestionJobCommand } from '@aws-sdk/client-bedrock-agent';
import { BedrockAgentRuntimeClient, RetrieveCommand } from '@aws-sdk/client-bedrock-agent-runtime';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { startGateway } from '../../../../local/gateway/server.ts';
import { knowledge } from '../../../../local/services/knowledge/service.ts';
import { startServices } from '../../../../local/services/start-services.ts';
import { localCredentials } from '../../../../local/sigv4/signature.ts';
import { readHandMade } from '../../template/hand-made.ts';

const allowed = {
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'bedrock:Retrieve' }] } },
};
const resources = {
  Policy: allowed,
  Docs: { Type: 'AWS::Bedrock::KnowledgeBase' },
  Source: { Type: 'AWS::Bedrock::DataSource' },
  Bucket: { Type: 'AWS::S3::Bucket' },
  Sync: { Type: 'AWS::StepFunctions::StateMachine' },
};

function toOutput(folder: string, more = ''): object {
  const parts = [
    '{"docs":{"id":"',
    { 'Fn::GetAtt': ['Docs', 'KnowledgeBaseId'] },
    `","region":"us-east-1","perCaller":false,"documents":${JSON.stringify(folder)},"links":"https://docs.example.com/","bucket":"`,
    { Ref: 'Bucket' },
    '","source":"',
    { 'Fn::GetAtt': ['Source', 'DataSourceId'] },
    `"}${more}}`,
  ];
  return { Knowledge: { Value: { 'Fn::Join': ['', parts] } } };
}

async function toFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rivulet-knowledge-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

/** A stage without a function that is called: its gateway, and the knowledge of a hand-made template. */
async function start(outputs: object) {
  const api = readHandMade({ resources, outputs: { ...outputs } });
  const setup = { api, bedrock: 'stand-in', shell: {} } as const;
  expect(knowledge.isNeeded(setup)).toBe(true);
  const running = await startServices([knowledge], setup);
  const gateway = await startGateway({
    api,
    port: 0,
    invoke: () => {
      throw new Error('no function is called');
    },
    logError: (line) => expect.fail(line),
    ...(running.answers && { services: running.answers }),
  });
  onTestFinished(async () => {
    gateway.close();
    await running.close();
  });
  const { origin } = new URL(gateway.url);
  // The command line signs with what it has.
  const atStage = { endpoint: origin, region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const runtime = new BedrockAgentRuntimeClient({
    endpoint: running.variables['AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME'] ?? '',
    region: 'us-east-1',
    credentials: localCredentials,
    maxAttempts: 1,
  });
  onTestFinished(() => runtime.destroy());
  const ask = async (knowledgeBaseId: string, text: string) => {
    const asked = new RetrieveCommand({ knowledgeBaseId, retrievalQuery: { text } });
    return (await runtime.send(asked)).retrievalResults ?? [];
  };
  return { api, origin, atStage, ask, notes: running.notes ?? [] };
}

/** As the command line reads it. */
async function readPlace({ atStage }: Awaited<ReturnType<typeof start>>, name = 'docs') {
  const client = new CloudFormationClient(atStage);
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: 'rivulet' }));
  const value = stack?.Outputs?.find(({ OutputKey: key }) => key === 'Knowledge')?.OutputValue ?? '{}';
  return JSON.parse(value)[name];
}

test('the folder of the setting is searched at once, and what is uploaded to the stage after a sync', async () => {
  const folder = await toFolder({ 'ferry.md': '# Ferry\n\nIt leaves at nine.', 'x.exe': 'x', 'e.docx': 'x' });
  const stage = await start(toOutput(folder));
  expect(stage.notes).toEqual([
    [
      'here, the knowledge docs has 1 documents in 1 passages, searched by words, not by embeddings.',
      'Left out: x.exe: a knowledge base takes .txt, .md, .html, .csv, .pdf, .doc, .docx, .xls and .xlsx',
      'Left out: e.docx: the local stage reads no Word and no Excel. Bedrock does',
    ].join('\n  '),
  ]);
  expect(stage.api.notEmulated).toEqual([expect.stringMatching(/npm run knowledge -- sync/)]);
  const place = await readPlace(stage);
  expect(place).toMatchObject({ bucket: 'stack-bucket', links: 'https://docs.example.com/' });
  const [found] = await stage.ask(place.id, 'When does the ferry leave?');
  expect(found?.metadata?.['title']).toBe('Ferry');
  expect(found?.location?.s3Location?.uri).toBe('s3://stack-bucket/ferry.md');

  const s3 = new S3Client({ ...stage.atStage, forcePathStyle: true });
  const Key = 'up/../harbour & co.md';
  await s3.send(new PutObjectCommand({ Bucket: place.bucket, Key, Body: 'The harbour has two cranes.' }));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: place.bucket }));
  expect(Contents.map((object) => object.Key)).toEqual([
    'e.docx',
    'e.docx.metadata.json',
    'ferry.md',
    'ferry.md.metadata.json',
    Key,
  ]);
  expect(await stage.ask(place.id, 'cranes')).toEqual([]);

  const agent = new BedrockAgentClient(stage.atStage);
  const where = { knowledgeBaseId: place.id, dataSourceId: place.source };
  const { ingestionJob: job } = await agent.send(new StartIngestionJobCommand(where));
  const get = new GetIngestionJobCommand({ ...where, ingestionJobId: job?.ingestionJobId });
  await expect.poll(async () => (await agent.send(get)).ingestionJob?.status).toBe('COMPLETE');
  expect(await stage.ask(place.id, 'cranes')).toHaveLength(1);
});

test('where each caller sees its own, the folders say whose the documents are', async () => {
  const folder = await toFolder({
    'everyone/a.md': 'Ferry for all',
    'callers/alice/b.md': 'Ferry of Alice',
    'c.md': 'Ferry',
  });
  const more = `,"mine":{"id":"KB12345678","region":"us-east-1","perCaller":true,"documents":${JSON.stringify(folder)}}`;
  const stage = await start(toOutput(folder, more));
  const found = await stage.ask('KB12345678', 'ferry');
  expect(new Set(found.map(({ metadata = {} }) => metadata['caller']))).toEqual(new Set(['everyone', 'alice']));
});

test('a folder that is not there refuses the start', async () => {
  await expect(start(toOutput('nodocs/'))).rejects.toThrow(
    'knowledge.docs.documents: there is no folder nodocs/ in the project',
  );
  const file = path.join(await toFolder({ 'a.md': 'A' }), 'a.md');
  await expect(start(toOutput(file))).rejects.toThrow('knowledge.docs.documents: there is no folder');
});

test('a knowledge base that exists is said to find nothing here without a folder', async () => {
  const more = `,"wiki":{"id":"KB12345678","region":"us-east-1","perCaller":false}`;
  const { notes } = await start(toOutput(await toFolder({ 'a.md': 'A' }), more));
  expect(notes[1]).toBe(
    'here, the knowledge wiki finds nothing, for its documents are at AWS. With the setting knowledge.wiki.documents, a folder, that would be searched here.',
  );
});

test('JSON, which Bedrock does not read, is said to be found here only', async () => {
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.json`);
  const files = Object.fromEntries(names.map((name) => [name, '{"ferry": "nine"}']));
  const { notes } = await start(toOutput(await toFolder({ ...files, 'z.md': 'Z' })));
  expect(notes[0]).toMatch(/\n {2}Bedrock reads no JSON: a\.json, b\.json, c\.json and 2 more are found here only\.$/);
});

test('pages in a browser reach neither the bucket nor the stack’s outputs', async () => {
  const { origin } = await start(toOutput(await toFolder({ 'a.md': 'A' })));
  const sign = (service: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=a/20261127/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  });
  const get = async (headers: Record<string, string>) =>
    (await fetch(`${origin}/stack-bucket/a.md`, { headers })).status;
  expect(await get(sign('s3'))).toBe(200);
  expect(await get({ ...sign('s3'), origin: 'http://127.0.0.1:3000' })).toBe(403);
  expect(await get({ ...sign('s3'), 'sec-fetch-site': 'same-origin' })).toBe(403);
  expect(await get({})).toBe(403);
  expect(await get(sign('sqs'))).toBe(403);
  const body = new URLSearchParams({ Action: 'DeleteStack' });
  const deleted = await fetch(`${origin}/`, { method: 'POST', headers: sign('cloudformation'), body });
  expect([deleted.status, await deleted.text()]).toEqual([400, expect.stringContaining('<Code>InvalidAction</Code>')]);
});
