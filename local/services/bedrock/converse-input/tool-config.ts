import { z } from 'zod';
import { cachePoint } from './content-blocks.ts';
import { oneOf } from './one-of.ts';
import { toolName } from './tool-blocks.ts';

const toolSpec = z.strictObject({
  name: toolName,
  description: z.string().min(1).optional(),
  inputSchema: oneOf({ json: z.record(z.string(), z.json()) }),
  strict: z.boolean().optional(),
});

export const toolConfig = z.strictObject({
  tools: z.array(oneOf({ toolSpec, systemTool: z.strictObject({ name: toolName }), cachePoint })).min(1),
  toolChoice: oneOf({
    auto: z.strictObject({}),
    any: z.strictObject({}),
    tool: z.strictObject({ name: toolName }),
  }).optional(),
});
