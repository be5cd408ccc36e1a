import { BedrockAgentClient } from '@aws-sdk/client-bedrock-agent';
import { S3Client } from '@aws-sdk/client-s3';
import type { FoundApi } from '../stage/find-api.ts';
import type { Knowledge } from './find-knowledge.ts';

/** Where documents are kept, what indexes them, and what asks both. */
export interface Store {
  readonly s3: S3Client;
  readonly agent: BedrockAgentClient;
  readonly bucket: string;
  /** In the words of Bedrock's requests. */
  readonly source: { readonly knowledgeBaseId: string; readonly dataSourceId: string };
}

/** Throws for a knowledge base that the stack did not make: its documents are elsewhere. */
export function openStore({ reached }: FoundApi, { name, id, region, bucket, source }: Knowledge): Store {
  if (bucket === undefined || source === undefined) {
    throw new Error(
      `the documents of ${name} are not kept by this stack: it takes the knowledge base ${id}, which exists. Change them at its own data source, and sync them there`,
    );
  }
  const options = { ...reached, region, maxAttempts: 6 };
  return {
    // The local stage has no host name for each bucket.
    s3: new S3Client({ ...options, forcePathStyle: reached.endpoint !== undefined }),
    agent: new BedrockAgentClient(options),
    bucket,
    source: { knowledgeBaseId: id, dataSourceId: source },
  };
}
