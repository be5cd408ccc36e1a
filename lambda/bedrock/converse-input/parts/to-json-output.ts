import type { OutputFormat as ConverseFormat } from '@aws-sdk/client-bedrock-runtime';
import type { ChatRequest, OutputFormat, Tool } from '../../../chat/chat-request.ts';
import { stringifyExactly } from '../../../read/exact-json.ts';
import { Failure } from '../../../chat/failure.ts';
import type { Model } from '../../../models/resolve-model.ts';

/** The tool that a model calls to answer, where that is the way to hold it to JSON. `to-json-answer.ts` turns it back. */
export const answerTool = 'rivulet_answer';

/**
 * How an answer becomes JSON, where a client asked for that: as Converse's text format, or as a tool's input.
 * `unheld`: the client forces a call of its own tool, so there should be no text at all.
 */
export type JsonMode = 'off' | 'text' | 'tool' | 'unheld';

/** Converse wants a schema, so "any JSON object" is always the tool's. */
export function jsonModeOf({ outputFormat, toolChoice }: ChatRequest, { family }: Model): JsonMode {
  if (!outputFormat) return 'off';
  if (family.json === 'output-config' && outputFormat.schema !== undefined) return 'text';
  return toolChoice === undefined || toolChoice === 'auto' || toolChoice === 'none' ? 'tool' : 'unheld';
}

interface JsonOutput {
  readonly chat: ChatRequest;
  readonly textFormat?: ConverseFormat;
}

/**
 * Makes the model follow the output format: through Converse itself if the model supports that, otherwise with a forced
 * call of a tool whose input is the answer.
 */
export function toJsonOutput(chat: ChatRequest, model: Model): JsonOutput {
  const { outputFormat, toolChoice } = chat;
  const tools = toolChoice === 'none' ? [] : (chat.tools ?? []);
  const mode = jsonModeOf(chat, model);
  if (!outputFormat || mode === 'off' || mode === 'unheld') return { chat };
  if (mode === 'text') return { chat, textFormat: toTextFormat(outputFormat) };
  if (tools.some(({ name }) => name === answerTool)) {
    const message = `the tool name ${answerTool} is reserved while JSON output is on: give your tool another name`;
    throw new Failure('invalid-request', message, { feature: 'tools' });
  }
  const forced = tools.length > 0 ? 'any' : { name: answerTool };
  return { chat: { ...chat, tools: [...tools, toAnswerTool(outputFormat)], toolChoice: forced } };
}

function toTextFormat({ name, description, schema }: OutputFormat): ConverseFormat {
  const jsonSchema = {
    schema: stringifyExactly(schema),
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
