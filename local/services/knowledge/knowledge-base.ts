import type { Bucket } from '../s3/bucket.ts';
import { type Failure, type Indexed, type IndexedDocument, ingest, type Ingested } from './ingestion/ingest.ts';
import type { Attributes, AttributeValue } from './retrieve/filter.ts';
import { openIndex, type Search } from './search/search-index.ts';

export interface KnowledgeBaseOptions {
  readonly id: string;
  /** Of its data source. */
  readonly sourceId: string;
  readonly region: string;
  readonly bucketName: string;
  readonly bucket: Bucket;
}

/** A passage with what Retrieve tells of it. */
export interface SearchedPassage {
  /** Of its document. */
  readonly title: string;
  readonly text: string;
  readonly uri: string;
  /** Of its document, and Bedrock's own, which win. */
  readonly attributes: Attributes;
}

export interface KnowledgeBase extends KnowledgeBaseOptions {
  /** What the last sync has brought. */
  readonly search: Search<SearchedPassage>;
  /** Of the last sync: where each document's passages are searched, and why those of others are not. */
  readonly documents: () => readonly DocumentState[];
  readonly toUri: (key: string) => string;
  readonly count: () => { readonly documents: number; readonly passages: number };
  /** Reads the bucket anew. */
  readonly sync: () => Promise<Ingested>;
}

interface DocumentState {
  readonly key: string;
  /** Why it could not be read; undefined if it was. */
  readonly failure: string | undefined;
}

/** Finds nothing before its first sync. */
export function createKnowledgeBase(options: KnowledgeBaseOptions): KnowledgeBase {
  let indexed: Indexed = new Map();
  let failures: readonly Failure[] = [];
  let passages: readonly SearchedPassage[] = [];
  let search = openIndex(passages);
  return {
    ...options,
    search: (query) => search(query),
    documents() {
      const states = [...indexed.keys()].map((key): DocumentState => ({ key, failure: undefined }));
      const failed = failures.map(({ key, reason }) => ({ key, failure: reason }));
      return [...states, ...failed].toSorted((one, other) => (one.key < other.key ? -1 : 1));
    },
    toUri: (key) => toUri(options, key),
    count: () => ({ documents: indexed.size, passages: passages.length }),
    async sync() {
      const ingested = await ingest(options.bucket, indexed);
      indexed = ingested.documents;
      failures = ingested.failures;
      passages = [...indexed.values()].flatMap((document) => toSearched(options, document));
      search = openIndex(passages);
      return ingested;
    },
  };
}

function toUri({ bucketName }: KnowledgeBaseOptions, key: string): string {
  return `s3://${bucketName}/${key}`;
}

function toSearched(
  options: KnowledgeBaseOptions,
  { key, attributes, passages }: IndexedDocument,
): readonly SearchedPassage[] {
  const uri = toUri(options, key);
  const title = String(attributes.get('title') ?? key);
  return passages.map(({ id, page, text }) => {
    const own = new Map<string, AttributeValue>([
      ['x-amz-bedrock-kb-source-uri', uri],
      ['x-amz-bedrock-kb-chunk-id', id],
      ['x-amz-bedrock-kb-data-source-id', options.sourceId],
    ]);
    if (page !== undefined) own.set('x-amz-bedrock-kb-document-page-number', page);
    return { title, text, uri, attributes: new Map([...attributes, ...own]) };
  });
}
