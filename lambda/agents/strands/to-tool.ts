import type { ToolSpec } from '@strands-agents/sdk';
import type { Tool } from '../../chat/chat-request.ts';
import type { Json } from '../../chat/json.ts';

/** A tool as a model is offered it. */
export function toTool({ name, description, inputSchema }: ToolSpec): Tool {
  const schema: Json = inputSchema ? JSON.parse(JSON.stringify(inputSchema)) : { type: 'object', properties: {} };
  return { name, description, inputSchema: schema };
}
