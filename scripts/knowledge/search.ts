import {
  BedrockAgentRuntimeClient,
  type KnowledgeBaseRetrievalResult,
  RetrieveCommand,
} from '@aws-sdk/client-bedrock-agent-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { toPrintableLine } from '../printable.ts';
import type { FoundApi } from '../stage/find-api.ts';
import type { Knowledge } from './find-knowledge.ts';
import type { Outcome } from './outcome.ts';

const maxShown = 200;

/** What a search alone finds, in all documents: no filter, no least score, no model. To see why an answer has the sources that it has. */
export async function search(
  { reached }: Pick<FoundApi, 'reached'>,
  { id: knowledgeBaseId, region }: Pick<Knowledge, 'id' | 'region'>,
  text: string,
): Promise<Outcome> {
  // The client's own handler speaks HTTP/2, which the local stage's port does not.
  const requestHandler = new NodeHttpHandler();
  const client = new BedrockAgentRuntimeClient({ ...reached, region, requestHandler });
  const asked = new RetrieveCommand({
    knowledgeBaseId,
    retrievalQuery: { text },
    retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: 10 } },
  });
  const { retrievalResults: found = [] } = await client.send(asked);
  const out = found.length === 0 ? ['Nothing was found in the documents.'] : found.flatMap(toLines);
  return { out, isFailed: false };
}

function toLines({ content, score = 0, location, metadata }: KnowledgeBaseRetrievalResult): string[] {
  const uri = location?.s3Location?.uri ?? 'a source that is not in S3';
  const title = metadata?.['title'];
  const facts = [score.toFixed(2), uri, ...(typeof title === 'string' ? [title] : [])];
  return [facts.map(toPrintableLine).join('  '), `      ${toPrintableLine(content?.text ?? '').slice(0, maxShown)}`];
}
