import type { Message, SystemContentBlock, ToolConfiguration } from '@aws-sdk/client-bedrock-runtime';

/** As many as a request may have (Bedrock user guide, "Prompt caching"). */
const maxPoints = 4;

interface Prompt {
  readonly toolConfig?: ToolConfiguration;
  readonly system?: SystemContentBlock[];
  readonly messages: Message[];
}

/** Clients mark more places than Bedrock takes. The last ones are kept: each stands for all of the prompt before it. */
export function keepLastCachePoints(prompt: Prompt): Prompt {
  const { toolConfig, system, messages } = prompt;
  const lists = [toolConfig?.tools ?? [], system ?? [], ...messages.map(({ content = [] }) => content)];
  let tooMany = lists.flat().filter(isPoint).length - maxPoints;
  if (tooMany <= 0) return prompt;
  const keep = <Block extends object>(blocks: readonly Block[]): Block[] =>
    blocks.filter((block) => !isPoint(block) || tooMany-- <= 0);
  return {
    ...(toolConfig && { toolConfig: { ...toolConfig, tools: keep(toolConfig.tools ?? []) } }),
    ...(system && { system: keep(system) }),
    messages: messages.map(({ role, content = [] }) => ({ role, content: keep(content) })),
  };
}

function isPoint(block: object): boolean {
  return 'cachePoint' in block;
}
