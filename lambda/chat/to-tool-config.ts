import type {
  Tool as ConverseTool,
  ToolChoice as ConverseToolChoice,
  ToolConfiguration,
} from '@aws-sdk/client-bedrock-runtime';
import type { ChatRequest, Tool, ToolChoice } from './chat-request.ts';

/**
 * The tools as Converse takes them. It wants them whenever the history holds tool calls, so a client that leaves them out
 * gets those that the history names.
 */
export function toToolConfig({ tools, toolChoice, turns }: ChatRequest): ToolConfiguration | undefined {
  const called = turns.flatMap(({ content }) => content.flatMap((part) => (part.kind === 'tool-use' ? part.name : [])));
  const offered = tools ?? [...new Set(called)].map((name): Tool => ({ name, inputSchema: { type: 'object' } }));
  if (offered.length === 0) return undefined;
  return {
    tools: offered.map(toConverseTool),
    ...(toolChoice !== undefined && { toolChoice: toConverseToolChoice(toolChoice) }),
  };
}

function toConverseTool({ name, description, inputSchema }: Tool): ConverseTool {
  return { toolSpec: { name, inputSchema: { json: inputSchema }, ...(description !== undefined && { description }) } };
}

function toConverseToolChoice(choice: ToolChoice): ConverseToolChoice {
  if (typeof choice === 'object') return { tool: { name: choice.name } };
  return choice === 'any' ? { any: {} } : { auto: {} };
}
