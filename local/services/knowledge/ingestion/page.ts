import { z } from 'zod';
import { parseJson } from '../../bedrock/seen-request.ts';
import { Refusal } from '../refusal.ts';

/** What every list of Bedrock's is asked with. */
export const pageAsked = {
  maxResults: z.int().min(1).max(1000).default(1000),
  nextToken: z
    .string()
    .regex(/^\d{1,6}$/)
    .default('0'),
};

interface Page<Item> {
  readonly page: readonly Item[];
  readonly next: { readonly nextToken?: string };
}

export function toPage<Item>(
  all: readonly Item[],
  { maxResults, nextToken }: { readonly maxResults: number; readonly nextToken: string },
): Page<Item> {
  const start = Number(nextToken);
  const page = all.slice(start, start + maxResults);
  const end = start + page.length;
  return { page, next: end < all.length ? { nextToken: String(end) } : {} };
}

/** Throws a ValidationException. */
export function readAsked<Shape extends z.ZodType>(shape: Shape, body: Uint8Array): z.output<Shape> {
  const { success, data, error } = shape.safeParse(body.length === 0 ? {} : parseJson(body));
  if (success) return data;
  throw new Refusal('ValidationException', z.prettifyError(error));
}
