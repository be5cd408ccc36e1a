import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ConverseInput } from '../../converse-input/converse-input.ts';

type ToolSpec = NonNullable<NonNullable<ConverseInput['toolConfig']>['tools'][number]['toolSpec']>;

/**
 * The tool that the model is made to call. Ollama has no word for that, and llama.cpp none for a tool by its name; all hold a model to a schema. So
 * the input of the tool is asked for as the answer, and told as the call.
 */
export function findForced({ toolConfig }: ConverseInput): ToolSpec | undefined {
  const name = toolConfig?.toolChoice?.tool?.name;
  return toolConfig?.tools.find(({ toolSpec }) => toolSpec && toolSpec.name === name)?.toolSpec;
}

export function toInstruction({ name, description }: ToolSpec): string {
  const purpose = description === undefined ? '' : ` (${description})`;
  return `Answer with JSON alone: the input of the tool ${name}${purpose}.`;
}

export function toFormatOf({
  name,
  inputSchema,
}: ToolSpec): Pick<ChatCompletionCreateParamsStreaming, 'response_format'> {
  const schema = { ...inputSchema.json };
  return { response_format: { type: 'json_schema', json_schema: { name, schema, strict: false } } };
}
