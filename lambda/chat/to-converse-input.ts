import type {
  ContentBlock,
  ConverseStreamCommandInput,
  InferenceConfiguration,
  Message,
} from '@aws-sdk/client-bedrock-runtime';
import type { Config } from '../config.ts';
import type { ChatRequest, Turn } from './chat-request.ts';
import type { Model } from './models.ts';
import { toContentBlock } from './to-content-block.ts';
import { toToolConfig } from './to-tool-config.ts';

/** What ConverseStream is sent. */
export interface ConverseInput extends ConverseStreamCommandInput {
  readonly inferenceConfig: InferenceConfiguration & { readonly maxTokens: number };
}

/**
 * The request as Bedrock takes it. `maxTokens` is always sent and never above the deployment's limit, since Lambda is
 * not told when a client leaves; a sampling default is never sent, since the newest models refuse it.
 */
export function toConverseInput(
  chat: ChatRequest,
  model: Model,
  config: Pick<Config, 'maxTokens' | 'systemPrompt'>,
): ConverseInput {
  const system = chat.system ?? config.systemPrompt;
  const toolConfig = toToolConfig(chat);
  return {
    modelId: model.id,
    messages: toMessages(chat.turns),
    ...(system !== undefined && { system: [{ text: system }] }),
    ...(toolConfig && { toolConfig }),
    inferenceConfig: {
      maxTokens: Math.min(chat.maxTokens ?? config.maxTokens, config.maxTokens),
      ...(chat.temperature !== undefined && { temperature: chat.temperature }),
      ...(chat.topP !== undefined && { topP: chat.topP }),
      ...(chat.stopSequences?.length && { stopSequences: [...chat.stopSequences] }),
    },
  };
}

/** Converse wants roles to alternate: turns of the same role in a row become one message. */
function toMessages(turns: readonly Turn[]): Message[] {
  const messages: (Message & { readonly content: ContentBlock[] })[] = [];
  for (const { role, content } of turns) {
    const last = messages.at(-1);
    const blocks = content.map(toContentBlock);
    if (last?.role === role) last.content.push(...blocks);
    else messages.push({ role, content: blocks });
  }
  return messages;
}
