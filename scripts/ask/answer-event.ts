import { z } from 'zod';

/** A passage that was found, as the native protocol tells it. */
export type Source = z.infer<typeof source>;

const source = z.object({
  n: z.number(),
  title: z.string(),
  url: z.string().optional(),
  snippet: z.string().default(''),
  score: z.number().optional(),
});

const schemas = {
  sources: z.object({ sources: z.array(source), unavailable: z.boolean().optional() }),
  delta: z.object({ text: z.string() }),
  citation: z.object({
    title: z.string().optional(),
    location: z.looseObject({ unit: z.string(), result: z.number().optional() }).optional(),
  }),
  retraction: z.object({}),
  done: z.object({ stopReason: z.string() }),
  error: z.object({ kind: z.string(), message: z.string() }),
} as const;

type Name = keyof typeof schemas;

/** An event of the native protocol that matters to a reader. */
export type AnswerEvent = { [N in Name]: { readonly type: N; readonly data: z.infer<(typeof schemas)[N]> } }[Name];

/** Undefined for those that don't: usage, thoughts, heartbeats. */
export function readEvent(name: string, data: string): AnswerEvent | undefined {
  switch (name) {
    case 'sources':
      return { type: name, data: schemas[name].parse(JSON.parse(data)) };
    case 'delta':
      return { type: name, data: schemas[name].parse(JSON.parse(data)) };
    case 'citation':
      return { type: name, data: schemas[name].parse(JSON.parse(data)) };
    case 'retraction':
      return { type: name, data: {} };
    case 'done':
      return { type: name, data: schemas[name].parse(JSON.parse(data)) };
    case 'error':
      return { type: name, data: schemas[name].parse(JSON.parse(data)) };
    default:
      return undefined;
  }
}

/** The number of the source that is cited; undefined for a citation of something else, such as a document of the request. */
export function citedNumber({ location }: z.infer<typeof schemas.citation>): number | undefined {
  return location?.unit === 'search-result' && location.result !== undefined ? location.result + 1 : undefined;
}
