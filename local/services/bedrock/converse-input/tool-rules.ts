import type { Message } from './converse-input.ts';
import type { Rule } from './rule.ts';

/** How tool calls, their results and the tool configuration depend on each other. */
export const toolRules: readonly Rule[] = [
  ({ messages, toolConfig }) =>
    toolConfig === undefined &&
    messages.some(({ content }) => content.some((block) => block.toolUse ?? block.toolResult))
      ? 'The toolConfig field must be defined when using toolUse and toolResult content blocks.'
      : undefined,

  ({ toolConfig }) => {
    const name = toolConfig?.toolChoice?.tool?.name;
    const isKnown = toolConfig?.tools.some((tool) => (tool.toolSpec ?? tool.systemTool)?.name === name);
    return name === undefined || isKnown
      ? undefined
      : 'toolConfig.toolChoice.tool.name is not one of toolConfig.tools.';
  },

  ({ toolConfig, additionalModelRequestFields: fields }) =>
    toolConfig?.toolChoice !== undefined && typeof fields === 'object' && fields !== null && 'tool_choice' in fields
      ? 'The additional field tool_choice/type conflicts with the existing field toolConfig.toolChoice.'
      : undefined,

  ({ messages }) => {
    const ids = messages.flatMap(calledIds);
    return new Set(ids).size < ids.length ? 'messages: `tool_use` ids must be unique' : undefined;
  },

  ({ messages, system = [], toolConfig }) => {
    const blocks: object[] = [...(toolConfig?.tools ?? []), ...system, ...messages.flatMap(({ content }) => content)];
    const points = blocks.filter((block) => 'cachePoint' in block).length;
    return points > 4 ? `A maximum of 4 blocks with cache_control may be provided. Found ${points}.` : undefined;
  },

  ({ messages }) => {
    // One turn more than there are: a call in the last turn needs its results too.
    for (const [index, message] of [...messages, undefined].entries()) {
      const called = calledIds(messages[index - 1]);
      const answered = message?.role === 'user' ? resultIds(message) : [];
      const missing = called.filter((id) => !answered.includes(id));
      const at = `messages.${index}.content`;
      if (missing.length > 0) return `Expected toolResult blocks at ${at} for the following Ids: ${missing.join(', ')}`;
      if (answered.length > called.length) {
        return `The number of toolResult blocks at ${at} exceeds the number of toolUse blocks of previous turn.`;
      }
    }
    return undefined;
  },
];

// A server tool is run, and answered, by the model itself within its own turn.
function calledIds(message: Message | undefined): readonly string[] {
  const calls = message?.content.flatMap((block) => block.toolUse ?? []) ?? [];
  return calls.filter((call) => call.type !== 'server_tool_use').map((call) => call.toolUseId);
}

function resultIds({ content }: Message): readonly string[] {
  return content.flatMap((block) => block.toolResult?.toolUseId ?? []);
}
