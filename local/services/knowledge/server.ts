import type { RequestListener } from 'node:http';
import { isLoopbackName } from '../../is-loopback-name.ts';
import { headerValue } from '../../sigv4/canonical-request.ts';
import { checkSignature } from '../../sigv4/signature.ts';
import type { Response } from '../bedrock/wire/exchange.ts';
import { listen, type Request } from '../bedrock/wire/listen.ts';
import { answerJobs, type JobsAnswer } from './ingestion/answer-jobs.ts';
import { listDocuments } from './ingestion/list-documents.ts';
import { createJobs, type IngestionJobs } from './ingestion/jobs.ts';
import type { KnowledgeBase } from './knowledge-base.ts';
import { Refusal } from './refusal.ts';
import { retrieve } from './retrieve/retrieve.ts';

export interface KnowledgeOptions {
  readonly bases: readonly KnowledgeBase[];
  /** Whether requests must be signed with the stage's credentials, for the region of the knowledge base. */
  readonly isSigned: boolean;
}

export interface Knowledge {
  /** For `AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME`. */
  readonly url: string;
  /** Answers requests that came to another port of this machine, without a look at who signed them. */
  readonly answer: RequestListener;
  readonly close: () => Promise<void>;
}

interface Served {
  readonly base: KnowledgeBase;
  readonly jobs: IngestionJobs;
}

interface Answer extends JobsAnswer {
  readonly headers?: Readonly<Record<string, string>>;
}

const maxBytes = 1024 * 1024;
const unknownOperation =
  'The local stage answers Retrieve, lists documents, and starts, lists and gets ingestion jobs.';

/**
 * Bedrock's knowledge bases on 127.0.0.1, over HTTP/1.1 and HTTP/2: Retrieve, and the documents and ingestion jobs of their data sources.
 * Nobody's permissions are checked.
 */
export async function startKnowledge({ bases, isSigned }: KnowledgeOptions): Promise<Knowledge> {
  const served = new Map(bases.map((base) => [base.id, { base, jobs: createJobs(base) }] as const));
  const { port, close } = await listen(0, (request, response) => serve(served, isSigned, request, response));
  return {
    url: `http://127.0.0.1:${port}`,
    answer: (request, response) => serve(served, false, request, response),
    close,
  };
}

function serve(served: ReadonlyMap<string, Served>, isSigned: boolean, request: Request, response: Response): void {
  answer(served, isSigned, request)
    .catch((error: unknown) => toRefused(error))
    .then(({ status, headers, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.write(Buffer.from(JSON.stringify(body)));
      response.end();
    })
    // A caller that has left is not an error.
    .catch(() => undefined);
}

function toRefused(error: unknown): Answer {
  const { type, status, message } =
    error instanceof Refusal ? error : new Refusal('InternalServerException', 'The local stage failed.');
  return { status, headers: { 'x-amzn-errortype': type }, body: { message } };
}

async function answer(served: ReadonlyMap<string, Served>, isSigned: boolean, request: Request): Promise<Answer> {
  const body = await readBody(request);
  const { method = '', url = '', headers } = request;
  // The local credentials are no secret, so that a page of any origin could sign with them.
  const { origin, host = headerValue(headers, ':authority') } = headers;
  if (origin !== undefined || !isLoopbackName(URL.parse(`http://${host}`)?.hostname ?? ''))
    throw new Refusal('AccessDeniedException', 'Only programs on this machine, and no web pages.');
  const { id = '', rest = '' } = /^\/knowledgebases\/(?<id>[^/]+)\/(?<rest>[^?]*)/.exec(url)?.groups ?? {};
  const found = served.get(id);
  const expected = { service: 'bedrock', now: new Date(), ...(found && { region: found.base.region }) };
  const problem = isSigned ? checkSignature({ method, url, headers, body }, expected) : undefined;
  if (problem) throw new Refusal(problem.type, problem.message);
  if (id === '') throw new Refusal('UnknownOperationException', unknownOperation);
  if (!found) throw new Refusal('ResourceNotFoundException', `Knowledge Base with id ${id} does not exist`);
  if (method === 'POST' && rest === 'retrieve') return { status: 200, body: retrieve(found.base, body) };
  const { source, job } =
    /^datasources\/(?<source>[^/]+)\/(?:documents|ingestionjobs\/(?<job>[^/]*))$/.exec(rest)?.groups ?? {};
  if (source === undefined) throw new Refusal('UnknownOperationException', unknownOperation);
  if (source !== found.base.sourceId)
    throw new Refusal('ResourceNotFoundException', `DataSource with id ${source} does not exist`);
  if (job !== undefined) return answerJobs(found.jobs, method, job, body);
  if (method === 'POST') return { status: 200, body: listDocuments(found.base, body) };
  throw new Refusal('UnknownOperationException', unknownOperation);
}

/** Reads to the end in any case: a client that is still sending would not see the answer. */
async function readBody(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  if (bytes > maxBytes) throw new Refusal('ValidationException', 'The request is larger than 1 MB.');
  return Buffer.concat(chunks);
}
