import { z } from 'zod';
import { blob, clipBlock, documentBlock, imageBlock, searchResultBlock } from './media-blocks.ts';
import { oneOf } from './one-of.ts';
import { toolResultBlock, toolUseBlock } from './tool-blocks.ts';

export const cachePoint = z.strictObject({ type: z.literal('default'), ttl: z.enum(['5m', '1h']).optional() });

export const guardContent = oneOf({
  text: z.strictObject({
    text: z.string(),
    qualifiers: z.array(z.enum(['grounding_source', 'query', 'guard_content'])).optional(),
  }),
  image: z.strictObject({ format: z.enum(['png', 'jpeg']), source: oneOf({ bytes: blob }) }),
});

const reasoningContent = oneOf({
  reasoningText: z.strictObject({ text: z.string(), signature: z.string().optional() }),
  redactedContent: blob,
});

const citation = z.strictObject({
  title: z.string().optional(),
  source: z.string().optional(),
  sourceContent: z.array(oneOf({ text: z.string() })).optional(),
  location: z.record(z.string(), z.json()).optional(),
});

const citationsContent = z.strictObject({
  content: z.array(oneOf({ text: z.string() })).optional(),
  citations: z.array(citation).optional(),
});

/** One member of a message's content, by the member names of the Converse API. */
export const contentBlock = oneOf({
  text: z.string(),
  image: imageBlock,
  document: documentBlock,
  video: clipBlock,
  audio: clipBlock,
  toolUse: toolUseBlock,
  toolResult: toolResultBlock,
  guardContent,
  cachePoint,
  reasoningContent,
  citationsContent,
  searchResult: searchResultBlock,
});

export type ContentBlock = z.infer<typeof contentBlock>;
