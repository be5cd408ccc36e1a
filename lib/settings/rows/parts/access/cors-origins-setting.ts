import { z } from 'zod';
import { json } from '../../field.ts';

/**
 * As a browser writes it in the Origin header, because it is compared character for character. The pattern also keeps out what
 * would mean something in a mapping template or between quotes.
 */
function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

const origins = z
  .array(z.string().refine(isOrigin, 'not an origin as browsers write it'))
  // Every path's preflight holds them all.
  .min(1)
  .max(20)
  .refine((list) => new Set(list).size === list.length, 'each only once')
  .readonly();

/** One origin as plain text, as `-c` gives it, is short for a list of one. */
function toList(value: unknown): unknown {
  return typeof value === 'string' && value !== '*' ? [value] : value;
}

export const corsOrigins = json(
  z.preprocess(toList, z.union([z.literal('*'), origins])),
  '* or an origin such as https://app.example.com, or a list of 1 to 20 different ones, in lower case, without a path and without the default port',
);
