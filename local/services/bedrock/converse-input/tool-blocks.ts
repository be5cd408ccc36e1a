import { z } from 'zod';
import { clipBlock, documentBlock, imageBlock, searchResultBlock } from './media-blocks.ts';
import { oneOf } from './one-of.ts';

export const toolName = z
  .string()
  .max(64)
  .regex(/^[a-zA-Z0-9_-]+$/);
const toolUseId = z
  .string()
  .max(64)
  .regex(/^[a-zA-Z0-9_.:-]+$/);

export const toolUseBlock = z.strictObject({
  toolUseId,
  name: toolName,
  // "The format of the value at … is invalid. Provide a json object" (vercel/ai#19023).
  input: z.record(z.string(), z.json()),
  type: z.literal('server_tool_use').optional(),
});

export const toolResultBlock = z.strictObject({
  toolUseId,
  content: z.array(
    oneOf({
      text: z.string(),
      json: z.json(),
      image: imageBlock,
      document: documentBlock,
      video: clipBlock,
      searchResult: searchResultBlock,
    }),
  ),
  status: z.enum(['success', 'error']).optional(),
  type: z.string().optional(),
});
