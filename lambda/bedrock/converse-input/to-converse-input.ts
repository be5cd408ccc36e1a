import type {
  ConverseStreamCommandInput,
  InferenceConfiguration,
  Message,
  SystemContentBlock,
} from '@aws-sdk/client-bedrock-runtime';
import type { Config } from '../../config.ts';
import type { Turn } from '../../chat/chat-request.ts';
import type { CachePoint, TextContent } from '../../chat/content.ts';
import type { Model } from '../../models/resolve-model.ts';
import type { Question } from '../../source.ts';
import { checkFiles } from './check-files.ts';
import { checkModel } from './check-model.ts';
import { mergeTurns } from './merge-turns.ts';
import { nameDocuments } from './name-documents.ts';
import { toCachePoint } from './to-cache-point.ts';
import { toContentBlock } from './to-content-block.ts';
import { toJsonOutput } from './to-json-output.ts';
import { toReasoning } from './to-reasoning.ts';
import { toToolConfig } from './to-tool-config.ts';

/** What ConverseStream is sent. */
export interface ConverseInput extends ConverseStreamCommandInput {
  readonly inferenceConfig: InferenceConfiguration & { readonly maxTokens: number };
}

/**
 * The request as Bedrock takes it. `maxTokens` is always sent, since Lambda is not told when a client leaves; a sampling
 * default is never sent, since the newest models refuse it. Throws a `Failure` that names the feature which this model does
 * not take.
 */
export function toConverseInput(
  request: Question['chat'],
  model: Model,
  config: Pick<Config, 'systemPrompt' | 'guardrail'>,
): ConverseInput {
  const asked = { ...request, turns: mergeTurns(request.turns) };
  checkFiles(asked);
  checkModel(asked, model);
  const { maxTokens } = asked;
  const { chat, textFormat } = toJsonOutput(asked, model);
  const { fields, effort } = toReasoning(chat, maxTokens, model);
  const system = chat.system ?? toSystem(config.systemPrompt);
  const toolConfig = toToolConfig(chat, model);
  const modelFields = { ...fields, ...toTopK(chat.topK, model) };
  return {
    modelId: model.id,
    messages: toMessages(chat.turns, model),
    ...(system && { system: system.flatMap((part) => toSystemBlock(part, model)) }),
    ...(toolConfig && { toolConfig }),
    inferenceConfig: {
      maxTokens,
      ...(chat.temperature !== undefined && { temperature: chat.temperature }),
      ...(chat.topP !== undefined && { topP: chat.topP }),
      ...(chat.stopSequences?.length && { stopSequences: [...chat.stopSequences] }),
    },
    ...(Object.keys(modelFields).length > 0 && { additionalModelRequestFields: modelFields }),
    ...((textFormat ?? effort) && { outputConfig: { ...(textFormat && { textFormat }), ...(effort && { effort }) } }),
    ...(chat.serviceTier && { serviceTier: { type: chat.serviceTier } }),
    ...(chat.metadata && { requestMetadata: { ...chat.metadata } }),
    ...(config.guardrail && { guardrailConfig: config.guardrail }),
  };
}

function toSystem(prompt: string | undefined): readonly TextContent[] | undefined {
  return prompt === undefined ? undefined : [{ kind: 'text', text: prompt }];
}

function toSystemBlock(part: TextContent | CachePoint, model: Model): SystemContentBlock[] {
  return part.kind === 'text' ? [{ text: part.text }] : toCachePoint(part, model);
}

function toTopK(topK: number | undefined, { family }: Model): object {
  if (topK === undefined) return {};
  return family.topK === 'top_k' ? { top_k: topK } : { inferenceConfig: { topK } };
}

function toMessages(turns: readonly Turn[], model: Model): Message[] {
  const nameOf = nameDocuments();
  return turns.map(({ role, content }) => ({
    role,
    content: content.flatMap((part) => toContentBlock(part, model, nameOf)),
  }));
}
