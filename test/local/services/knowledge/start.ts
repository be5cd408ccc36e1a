import { BedrockAgentClient } from '@aws-sdk/client-bedrock-agent';
import {
  BedrockAgentRuntimeClient,
  RetrieveCommand,
  type RetrieveCommandInput,
} from '@aws-sdk/client-bedrock-agent-runtime';
import { onTestFinished } from 'vitest';
import { createKnowledgeBase } from '../../../../local/services/knowledge/knowledge-base.ts';
import { startKnowledge } from '../../../../local/services/knowledge/server.ts';
import { type Bucket, toObject } from '../../../../local/services/s3/bucket.ts';
import { localCredentials } from '../../../../local/sigv4/signature.ts';

export const id = 'ABCDEFGHIJ';
export const sourceId = 'KLMNOPQRST';

/** Puts objects, each with the attributes of its sidecar, if it has some. */
export function fill(bucket: Bucket, files: Readonly<Record<string, string | readonly [string, object]>>): void {
  for (const [key, file] of Object.entries(files)) {
    const [text, metadataAttributes] = typeof file === 'string' ? [file] : file;
    bucket.set(key, toObject(Buffer.from(text)));
    if (metadataAttributes)
      bucket.set(`${key}.metadata.json`, toObject(Buffer.from(JSON.stringify({ metadataAttributes }))));
  }
}

/** A knowledge base over these files, and AWS's own clients; it ends with the test. */
export async function start(files: Parameters<typeof fill>[1] = {}, client: object = {}) {
  const bucket: Bucket = new Map();
  fill(bucket, files);
  const base = createKnowledgeBase({ id, sourceId, region: 'us-east-1', bucketName: 'documents', bucket });
  await base.sync();
  const { url, close } = await startKnowledge({ bases: [base], isSigned: true });
  const config = { endpoint: url, region: 'us-east-1', credentials: localCredentials, maxAttempts: 1, ...client };
  const runtime = new BedrockAgentRuntimeClient(config);
  const agent = new BedrockAgentClient(config);
  onTestFinished(async () => {
    runtime.destroy();
    agent.destroy();
    await close();
  });
  const ask = (text: string, changes: Partial<RetrieveCommandInput> = {}) =>
    runtime.send(new RetrieveCommand({ knowledgeBaseId: id, retrievalQuery: { text }, ...changes }));
  return { base, bucket, url, agent, ask };
}
