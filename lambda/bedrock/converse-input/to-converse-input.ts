import type {
  ConverseStreamCommandInput,
  InferenceConfiguration,
  Message,
  SystemContentBlock,
} from '@aws-sdk/client-bedrock-runtime';
import type { Config } from '../../config.ts';
import type { Turn } from '../../chat/chat-request.ts';
import type { CachePoint, Content, TextContent } from '../../chat/content.ts';
import type { Model } from '../../models/resolve-model.ts';
import type { Question } from '../../source.ts';
import { checkFiles } from './check/check-files.ts';
import { checkModel } from './check/check-model.ts';
import { dropOptionalReasoning } from './fit/drop-optional-reasoning.ts';
import { fitCalls } from './fit/fit-calls.ts';
import { holds } from './holds.ts';
import { keepLastCachePoints } from './fit/keep-last-cache-points.ts';
import { mergeTurns } from './fit/merge-turns.ts';
import { nameDocuments } from './fit/name-documents.ts';
import { dropNeutralSampling } from './fit/drop-neutral-sampling.ts';
import { toCachePoint } from './parts/to-cache-point.ts';
import { toContentBlock } from './parts/to-content-block.ts';
import { toJsonOutput } from './parts/to-json-output.ts';
import { toOwnToolChoice } from './parts/to-own-tool-choice.ts';
import { toReasoning } from './parts/to-reasoning.ts';
import { toToolConfig } from './parts/to-tool-config.ts';

/** What ConverseStream is sent. */
export interface ConverseInput extends ConverseStreamCommandInput {
  readonly inferenceConfig: InferenceConfiguration & { readonly maxTokens: number };
}

/**
 * The request in Bedrock's format. `maxTokens` is always sent, because Lambda does not notice when a client leaves. A
 * default for sampling is never sent, because the newest models refuse it. Throws a `Failure` that names the feature that
 * this model does not support.
 */
export function toConverseInput(
  request: Question['chat'],
  model: Model,
  config: Pick<Config, 'systemPrompt' | 'guardrail'>,
): ConverseInput {
  const turns = fitCalls(mergeTurns(request.turns));
  const asked = dropOptionalReasoning(dropNeutralSampling({ ...request, turns }, model), model);
  checkFiles(asked);
  checkModel(asked, model);
  // A fallback may answer less than the model that was asked for.
  const maxTokens = Math.min(asked.maxTokens, model.family.maxTokens ?? Infinity);
  const { chat, textFormat } = toJsonOutput(asked, model);
  const { fields, effort } = toReasoning(chat, maxTokens, model);
  const system = chat.system ?? toSystem(config.systemPrompt);
  // The deployer's own words need no check.
  const isGuarded = chat.system !== undefined && config.guardrail !== undefined;
  const toolConfig = toToolConfig(chat, model);
  const modelFields = { ...fields, ...toTopK(chat.topK, model), ...(toolConfig && toOwnToolChoice(chat, model)) };
  const prompt = {
    ...(toolConfig && { toolConfig }),
    ...(system && { system: system.flatMap((part) => toSystemBlock(part, model, isGuarded)) }),
    messages: toMessages(chat.turns, model),
  };
  return {
    modelId: model.id,
    ...keepLastCachePoints(prompt),
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
    ...(config.guardrail && { guardrailConfig: { ...config.guardrail, trace: 'enabled' } }),
  };
}

function toSystem(prompt: string | undefined): readonly TextContent[] | undefined {
  return prompt === undefined ? undefined : [{ kind: 'text', text: prompt }];
}

/**
 * A guardrail checks all messages, but of a system prompt only what is marked for it (Bedrock user guide, "Include a guardrail with
 * the Converse API").
 */
function toSystemBlock(part: TextContent | CachePoint, model: Model, isGuarded: boolean): SystemContentBlock[] {
  if (part.kind !== 'text') return toCachePoint(part, model);
  const { text } = part;
  return [isGuarded ? { guardContent: { text: { text } } } : { text }];
}

function toTopK(topK: number | undefined, { family }: Model): object {
  if (topK === undefined) return {};
  return family.topK === 'top_k' ? { top_k: topK } : { inferenceConfig: { topK } };
}

function toMessages(turns: readonly Turn[], model: Model): Message[] {
  const nameOf = nameDocuments();
  return turns.map((turn, index) => {
    const isPrefill = index === turns.length - 1 && turn.role === 'assistant';
    const content = isPrefill ? trimLast(turn.content) : withText(turn);
    return { role: turn.role, content: content.flatMap((part) => toContentBlock(part, model, nameOf)) };
  });
}

/** Bedrock takes a document only with text beside it. Its name is what a model knows of it anyway. */
function withText({ role, content }: Turn): readonly Content[] {
  const isBare = role === 'user' && !holds(content, 'text');
  const document = isBare ? content.find((part) => part.kind === 'document') : undefined;
  return document ? [...content, { kind: 'text', text: document.name.trim() || 'document' }] : content;
}

/** Claude refuses to go on after a space. A cache point may stand behind it. */
function trimLast(content: readonly Content[]): readonly Content[] {
  const last = content.findLastIndex(({ kind }) => kind !== 'cache-point');
  return content.map((part, at) =>
    at === last && part.kind === 'text' ? { ...part, text: part.text.trimEnd() } : part,
  );
}
