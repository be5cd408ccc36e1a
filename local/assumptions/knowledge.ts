import type { Assumption } from './assumption.ts';

const userGuide = 'https://docs.aws.amazon.com/bedrock/latest/userguide';
const reference = 'https://docs.aws.amazon.com/bedrock/latest/APIReference';
const filters = `${reference}/API_agent-runtime_RetrievalFilter.html`;

/** How knowledge bases search, and how their documents get there. */
export const aboutKnowledge = [
  {
    id: 'retrieve-best-first',
    claim:
      'Retrieve gives the best passages first, each with a score from 0 to 1. The stage scores words, not meanings.',
    evidence: 'undocumented',
    reference: `${reference}/API_agent-runtime_KnowledgeBaseRetrievalResult.html`,
  },
  {
    id: 'retrieve-query-limit',
    claim: 'Retrieve refuses a query that is blank or has more than 1,000 characters with a ValidationException.',
    evidence: 'undocumented',
    reference: 'https://docs.aws.amazon.com/general/latest/gr/bedrock.html',
  },
  {
    id: 'filter-missing-attribute',
    claim:
      'The filter notEquals also finds documents without the attribute; all others, notIn too, find only documents that have it.',
    evidence: 'documented',
    reference: filters,
  },
  {
    id: 'filter-starts-with',
    claim:
      'The filter startsWith works on OpenSearch Serverless only, not on S3 Vectors. The stage, which has neither, takes it.',
    evidence: 'documented',
    reference: filters,
  },
  {
    id: 'filter-nesting',
    claim: 'A filter group has at least two parts, and groups may be in groups. The stage takes three levels.',
    evidence: 'undocumented',
    reference: filters,
  },
  {
    id: 'documents-without-json',
    claim:
      'A knowledge base reads no JSON as a document, and of texts only ASCII by its own page. The stage reads both.',
    evidence: 'documented',
    reference: `${userGuide}/knowledge-base-ds.html`,
  },
  {
    id: 'chunks-of-300-tokens',
    claim:
      'Documents are cut into passages of about 300 tokens at the ends of sentences. The stage cuts at 1,200 characters.',
    evidence: 'documented',
    reference: `${userGuide}/kb-chunking.html`,
  },
  {
    id: 'one-ingestion-job',
    claim: 'A data source has one ingestion job at a time: another one is a ConflictException.',
    evidence: 'undocumented',
    reference: `${reference}/API_agent_StartIngestionJob.html`,
  },
  {
    id: 'ingestion-fails-alone',
    claim:
      'A document that cannot be read is counted and named in failureReasons, and the job is COMPLETE all the same.',
    evidence: 'undocumented',
    reference: `${reference}/API_agent_IngestionJob.html`,
  },
  {
    id: 'etag-is-md5',
    claim:
      'The ETag of an object that was put whole, encrypted with keys of S3 or not at all, is the MD5 of its bytes.',
    evidence: 'documented',
    reference: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html',
  },
  {
    id: 'masked-as-one-text',
    claim: 'ApplyGuardrail answers a content that it masks with one output, which has its line breaks where they were.',
    evidence: 'undocumented',
    reference: `${reference}/API_runtime_ApplyGuardrail.html`,
  },
] as const satisfies readonly Assumption[];
