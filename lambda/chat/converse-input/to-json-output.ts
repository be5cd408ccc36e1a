import type { ConverseStreamCommandInput, OutputFormat as ConverseFormat } from '@aws-sdk/client-bedrock-runtime';
import type { ChatRequest, OutputFormat, Tool } from '../chat-request.ts';
import type { Model } from '../models/resolve-model.ts';

/** The tool that a model calls to answer, where that is the way to hold it to JSON. `to-text-answer.ts` turns it back. */
export const answerTool = 'rivulet_answer';

export function hasAnswerTool({ toolConfig }: Pick<ConverseStreamCommandInput, 'toolConfig'>): boolean {
  return toolConfig?.tools?.some(({ toolSpec }) => toolSpec?.name === answerTool) === true;
}

interface JsonOutput {
  readonly chat: ChatRequest;
  readonly textFormat?: ConverseFormat;
}

/**
 * How the model is held to the output format that is asked for: by Converse itself where the model has it, else by making
 * it call a tool whose input is the answer. Converse wants a schema, so "any JSON object" is always the tool's.
 */
export function toJsonOutput(chat: ChatRequest, { family }: Model): JsonOutput {
  const { outputFormat, toolChoice } = chat;
  if (!outputFormat) return { chat };
  if (family.json === 'output-config' && outputFormat.schema !== undefined) {
    return { chat, textFormat: toTextFormat(outputFormat) };
  }
  // A client that makes the model call a tool gets no text, and so no format of it.
  if (toolChoice !== undefined && toolChoice !== 'auto') return { chat };
  const { tools = [] } = chat;
  const forced = tools.length > 0 ? 'any' : { name: answerTool };
  return { chat: { ...chat, tools: [...tools, toAnswerTool(outputFormat)], toolChoice: forced } };
}

function toTextFormat({ name, description, schema }: OutputFormat): ConverseFormat {
  const jsonSchema = {
    schema: JSON.stringify(schema),
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
  };
  return { type: 'json_schema', structure: { jsonSchema } };
}

function toAnswerTool({ description, schema }: OutputFormat): Tool {
  return {
    name: answerTool,
    description: description ?? 'Gives the answer to the user. Call it once, with the whole answer.',
    inputSchema: schema ?? { type: 'object' },
  };
}
