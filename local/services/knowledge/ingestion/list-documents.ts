import { z } from 'zod';
import type { KnowledgeBase } from '../knowledge-base.ts';
import { pageAsked, readAsked, toPage } from './page.ts';

const asked = z.object(pageAsked);

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_ListKnowledgeBaseDocuments.html. Throws a ValidationException. */
export function listDocuments(base: KnowledgeBase, body: Uint8Array): object {
  const { page, next } = toPage(base.documents(), readAsked(asked, body));
  const documentDetails = page.map(({ key, failure }) => ({
    knowledgeBaseId: base.id,
    dataSourceId: base.sourceId,
    identifier: { dataSourceType: 'S3', s3: { uri: base.toUri(key) } },
    status: failure === undefined ? 'INDEXED' : 'FAILED',
    ...(failure !== undefined && { statusReason: failure }),
  }));
  return { documentDetails, ...next };
}
