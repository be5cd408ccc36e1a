import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionFunctionTool,
} from 'openai/resources/chat/completions';
import type { ConverseInput } from '../../converse-input/converse-input.ts';
import { Untranslatable } from './untranslatable.ts';

/** The tools that are offered, and whether one of them must be called. */
export function toTools({
  toolConfig,
}: ConverseInput): Pick<ChatCompletionCreateParamsStreaming, 'tools' | 'tool_choice'> {
  if (!toolConfig) return {};
  const { toolChoice } = toolConfig;
  const tools = toolConfig.tools.flatMap(({ toolSpec, systemTool }): ChatCompletionFunctionTool[] => {
    if (systemTool) throw new Untranslatable(`it has no tool ${systemTool.name} of its own`);
    if (!toolSpec) return [];
    const { name, description, inputSchema, strict } = toolSpec;
    return [
      {
        type: 'function',
        function: {
          name,
          ...(description !== undefined && { description }),
          parameters: { ...inputSchema.json },
          ...(strict !== undefined && { strict }),
        },
      },
    ];
  });
  return { tools, ...(toolChoice && { tool_choice: toolChoice.any ? 'required' : 'auto' }) };
}
