import { validateHeaderName, validateHeaderValue, type OutgoingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { LambdaIntegration } from '../../template/model.ts';
import { connectionHeaders } from '../connection-headers.ts';
import { Rejection, type RejectionType } from '../rejection.ts';

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Status and headers as a function returns them: the metadata of a stream, or part of a buffered answer. */
export const answerHeadSchema = z.object({
  statusCode: z.number().int().min(200).max(599).default(200),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  cookies: z.array(z.string()).optional(),
});

export type AnswerHead = z.output<typeof answerHeadSchema>;

type TransferMode = LambdaIntegration['transferMode'];

const malformed = { STREAM: 'MALFORMED_STREAM', BUFFERED: 'MALFORMED_ANSWER' } as const satisfies Record<
  TransferMode,
  RejectionType
>;

/** Throws for what HTTP doesn't allow in a header. */
export function toResponseHeaders(head: AnswerHead, mode: TransferMode): OutgoingHttpHeaders {
  const given = Object.entries({ ...head.headers, ...head.multiValueHeaders }).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  // A function's Content-Length is kept for a stream; if the function also asks for chunks, chunks win (RFC 9112, 6.3).
  const hasLength = mode === 'STREAM' && !given.some(([name]) => name === 'transfer-encoding');
  const headers = new Map<string, string | string[]>([['content-type', 'application/json']]);
  for (const [name, value] of given) {
    if (!connectionHeaders.has(name) && (hasLength || name !== 'content-length')) headers.set(name, value);
  }
  if (head.cookies) headers.set('set-cookie', head.cookies);
  for (const [name, value] of headers) checkHeader(name, [value].flat(), mode);
  return Object.fromEntries(headers);
}

function checkHeader(name: string, values: readonly string[], mode: TransferMode): void {
  try {
    validateHeaderName(name);
    for (const value of values) validateHeaderValue(name, value);
  } catch {
    throw new Rejection(malformed[mode]);
  }
}

/** Throws for text that isn't what API Gateway expects from a function. */
export function parseAnswer<Shape extends z.ZodType>(schema: Shape, text: string, mode: TransferMode): z.output<Shape> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Rejection(malformed[mode]);
  }
}
