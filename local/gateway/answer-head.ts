import { validateHeaderName, validateHeaderValue, type OutgoingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { Rejection } from './rejection.ts';

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** Status and headers as a function gives them: the metadata of a stream, or part of a buffered answer. */
export const answerHeadSchema = z.object({
  statusCode: z.number().int().min(200).max(599).default(200),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  cookies: z.array(z.string()).optional(),
});

export type AnswerHead = z.output<typeof answerHeadSchema>;

/** Headers of one connection, which a function can't set. */
const connectionHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Throws MALFORMED_ANSWER for what HTTP doesn't allow in a header. */
export function toResponseHeaders(head: AnswerHead): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries({ ...head.headers, ...head.multiValueHeaders })) {
    if (!connectionHeaders.has(name.toLowerCase())) headers[name.toLowerCase()] = value;
  }
  if (head.cookies) headers['set-cookie'] = head.cookies;
  for (const [name, value] of Object.entries(headers)) checkHeader(name, [value].flat());
  return headers;
}

function checkHeader(name: string, values: readonly string[]): void {
  try {
    validateHeaderName(name);
    for (const value of values) validateHeaderValue(name, value);
  } catch {
    throw new Rejection('MALFORMED_ANSWER');
  }
}

/** Throws MALFORMED_ANSWER for text that isn't what API Gateway expects of a function. */
export function parseAnswer<Shape extends z.ZodType>(schema: Shape, text: string): z.output<Shape> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Rejection('MALFORMED_ANSWER');
  }
}
