import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../bedrock/seen-request.ts';
import type { KnowledgeBase, SearchedPassage } from '../knowledge-base.ts';
import { Refusal } from '../refusal.ts';
import type { Found } from '../search/search-index.ts';
import { readFilter } from './filter.ts';

const maxQueryChars = 1000;
/** A page of results ends here. AWS says no number. */
const pageSize = 25;

const asked = z.object({
  retrievalQuery: z.object({
    text: z
      .string()
      .refine((text) => text.trim() !== '', 'the text is blank')
      .refine((text) => text.length <= maxQueryChars, `the text is longer than ${maxQueryChars} characters`),
  }),
  retrievalConfiguration: z
    .object({
      vectorSearchConfiguration: z.object({
        numberOfResults: z.int().min(1).max(100).default(5),
        filter: z.unknown().optional(),
      }),
    })
    .default({ vectorSearchConfiguration: { numberOfResults: 5 } }),
  nextToken: z.string().optional(),
});

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Retrieve.html. Throws a ValidationException. */
export function retrieve(base: KnowledgeBase, body: Uint8Array): object {
  const { success, data, error } = asked.safeParse(parseJson(body));
  if (!success) throw new Refusal('ValidationException', z.prettifyError(error));
  const { numberOfResults, filter } = data.retrievalConfiguration.vectorSearchConfiguration;
  const matches = filter === undefined ? () => true : readFilter(filter);
  const { text } = data.retrievalQuery;
  const question = JSON.stringify([text, numberOfResults, filter]);
  const start = data.nextToken === undefined ? 0 : readToken(data.nextToken, question);
  const found = base
    .search(text)
    .filter(({ item }) => matches(item.attributes))
    .slice(0, numberOfResults);
  const end = start + pageSize;
  return {
    retrievalResults: found.slice(start, end).map(toResult),
    ...(end < found.length && { nextToken: toToken(end, question) }),
  };
}

function toResult({ item: { text, uri, attributes }, score }: Found<SearchedPassage>): object {
  return {
    content: { type: 'TEXT', text },
    location: { type: 'S3', s3Location: { uri } },
    score,
    metadata: Object.fromEntries(attributes),
  };
}

/** A page belongs to the question that it was asked with. */
function toToken(start: number, question: string): string {
  return `${start}.${createHash('sha256').update(question).digest('base64url')}`;
}

function readToken(token: string, question: string): number {
  const start = Number(/^\d{1,3}(?=\.)/.exec(token)?.[0]);
  if (token === toToken(start, question)) return start;
  throw new Refusal('ValidationException', 'nextToken is not one of this question.');
}
