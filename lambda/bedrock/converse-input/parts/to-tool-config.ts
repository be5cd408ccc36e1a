import type {
  Tool as ConverseTool,
  ToolChoice as ConverseToolChoice,
  ToolConfiguration,
} from '@aws-sdk/client-bedrock-runtime';
import type { ChatRequest, Tool, ToolChoice } from '../../../chat/chat-request.ts';
import { Failure } from '../../../chat/failure.ts';
import type { Model } from '../../../models/resolve-model.ts';
import { holds } from '../holds.ts';
import { toOwnToolChoice } from './to-own-tool-choice.ts';
import { toCachePoint } from './to-cache-point.ts';

/** As many as a request may bring; a history may name more. */
const maxTools = 512;

/**
 * The tools as Converse takes them. It wants them whenever the history holds tool calls, so a client that leaves them out
 * gets those that the history names.
 */
export function toToolConfig(chat: ChatRequest, model: Model): ToolConfiguration | undefined {
  const { tools, toolChoice, turns } = chat;
  const asked = tools?.length ? tools : undefined;
  if (toolChoice === 'none' && !turns.some(({ content }) => holds(content, 'tool-use'))) return undefined;
  const called = turns.flatMap(({ content }) => content.flatMap((part) => (part.kind === 'tool-use' ? part.name : [])));
  const offered = asked ?? [...new Set(called)].map((name): Tool => ({ name, inputSchema: { type: 'object' } }));
  if (offered.length === 0) return undefined;
  if (offered.length > maxTools) {
    const message = `a request may have at most ${maxTools} tools, got ${offered.length}`;
    throw new Failure('invalid-request', message, { feature: 'tools' });
  }
  return {
    tools: offered.flatMap((tool) => toConverseTools(tool, model)),
    ...(toolChoice !== undefined &&
      toolChoice !== 'none' &&
      !toOwnToolChoice(chat, model) && { toolChoice: toConverseToolChoice(toolChoice) }),
  };
}

function toConverseTools({ name, description, inputSchema, isStrict, cachePoint }: Tool, model: Model): ConverseTool[] {
  const toolSpec = {
    name,
    inputSchema: { json: inputSchema },
    ...(description !== undefined && { description }),
    // A model that can't be forced to follow a schema gets it all the same: docs/protocols.md.
    ...(isStrict && model.family.strictTools && { strict: true }),
  };
  return [{ toolSpec }, ...(cachePoint ? toCachePoint(cachePoint, model) : [])];
}

function toConverseToolChoice(choice: Exclude<ToolChoice, 'none'>): ConverseToolChoice {
  if (typeof choice === 'object') return { tool: { name: choice.name } };
  return choice === 'any' ? { any: {} } : { auto: {} };
}
