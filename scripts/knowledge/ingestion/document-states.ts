import { type KnowledgeBaseDocumentDetail, paginateListKnowledgeBaseDocuments } from '@aws-sdk/client-bedrock-agent';
import type { Store } from '../store.ts';

/** What Bedrock knows of a document. */
export interface DocumentState {
  readonly status: NonNullable<KnowledgeBaseDocumentDetail['status']>;
  readonly reason?: string;
}

/** By the keys of documents. */
export type DocumentStates = ReadonlyMap<string, DocumentState>;

/** Undefined where they can't be had: not everybody may ask. */
export async function findStates(store: Store): Promise<DocumentStates | undefined> {
  try {
    return await readStates(store);
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDeniedException') return undefined;
    throw error;
  }
}

/** A page has up to a thousand of them. */
async function readStates({ agent: client, source, bucket }: Store): Promise<DocumentStates> {
  const states = new Map<string, DocumentState>();
  const start = `s3://${bucket}/`;
  const pages = paginateListKnowledgeBaseDocuments({ client }, { ...source, maxResults: 1000 });
  for await (const { documentDetails: page = [] } of pages) {
    for (const { identifier, status, statusReason: reason } of page) {
      const uri = identifier?.s3?.uri;
      if (status === undefined || uri?.startsWith(start) !== true) continue;
      states.set(uri.slice(start.length), { status, ...(reason !== undefined && { reason }) });
    }
  }
  return states;
}

/** Whether not all of a document can be found. */
export function isAmiss({ status }: DocumentState): boolean {
  return amiss.has(status);
}

const amiss: ReadonlySet<DocumentState['status']> = new Set([
  'FAILED',
  'IGNORED',
  'METADATA_PARTIALLY_INDEXED',
  'METADATA_UPDATE_FAILED',
  'PARTIALLY_INDEXED',
]);

export function toStateWords(state: DocumentState | undefined): string {
  if (!state) return 'not indexed yet';
  const words = state.status.toLowerCase().replaceAll('_', ' ');
  return state.reason === undefined ? words : `${words}: ${state.reason}`;
}
