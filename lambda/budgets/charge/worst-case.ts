import type { Prices } from '../../models/prices-of.ts';
import type { Model } from '../../models/resolve-model.ts';
import type { Question } from '../../source.ts';
import { toNanoUsd } from '../../usage/cost.ts';
import type { Amounts } from '../ledger/account.ts';
import { askedAlias } from './asked-alias.ts';
import { type Estimate, estimatePrompt, estimateWritten } from '../../usage/estimate.ts';
import { maxPassageBytes } from '../../models/knowledge.ts';

/** What is reserved for a question. */
export interface WorstCase {
  /** The whole prompt, and an answer of all the tokens that it may have, by the dearest model that may answer. */
  readonly most: Amounts;
  /** The prompt alone: what is charged when nobody tells how the answer ended. */
  readonly floor: Amounts;
}

export function toWorstCase(
  { chat, model }: Pick<Question, 'chat' | 'model'>,
  prices: Prices,
  systemPrompt: string | undefined,
): WorstCase {
  const asked = estimatePrompt(chat, systemPrompt);
  const { prompt, output } = mostOf(asked, chat.maxTokens, model);
  const floor = asked.tokens + (model.knowledge?.passages ?? 0) * usualPassageTokens;
  const alias = askedAlias(model);
  const besides = [...(model.agent?.mayAsk ?? []), ...[model.knowledge?.rewriteWith].flatMap((one) => one ?? [])];
  const costs = [alias, ...model.fallbacks, ...besides].map((one) => costOf(one, prompt, output, prices));
  return {
    most: { tokens: prompt.tokens + output, nanoUsd: Math.max(...costs) },
    floor: { tokens: floor, nanoUsd: toCost(alias, { input: floor, output: 0 }, prices) },
  };
}

/**
 * An agent holds itself to its own tokens (agents/spend.ts), of which what it may write in all its steps costs most. Of one that runs elsewhere
 * nobody knows how much it reads and writes.
 */
function mostOf(asked: Estimate, maxTokens: number, { agent, runtime, knowledge }: Model) {
  if (runtime) return { prompt: { ...asked, tokens: 0 }, output: Math.max(runtime.tokens, asked.tokens) };
  if (knowledge) {
    const isRewritten = knowledge.rewriteWith !== undefined;
    const passages = knowledge.passages * maxPassageTokens + instructionTokens;
    const tokens = asked.tokens + passages + (isRewritten ? asked.tokens + instructionTokens : 0);
    return { prompt: { ...asked, tokens }, output: maxTokens + (isRewritten ? rewrittenTokens : 0) };
  }
  if (!agent) return { prompt: asked, output: maxTokens };
  const output = agent.mayAsk ? agent.tokens : Math.min(agent.tokens, agent.turns * maxTokens);
  return { prompt: { ...asked, tokens: agent.tokens - output }, output };
}

/** What a passage is cut to (knowledge/search/passage.ts), its title and its tags included. */
const maxPassageTokens = estimateWritten(maxPassageBytes + 500);
/** What a passage usually has. */
const usualPassageTokens = 300;
/** How to answer from them, or how to rewrite. */
const instructionTokens = 300;
/** What a rewritten question may have (knowledge/search/rewrite.ts). */
const rewrittenTokens = 200;

/** Writing to the cache may cost up to twice as much as reading the prompt. */
function costOf(alias: string, { tokens, isCached }: Estimate, output: number, prices: Prices): number {
  const plain = toCost(alias, { input: tokens, output }, prices);
  if (!isCached) return plain;
  const written = { input: 0, output, cacheWrite: tokens, cacheWriteOneHour: tokens };
  return Math.max(plain, toCost(alias, written, prices));
}

interface Used {
  readonly input: number;
  readonly output: number;
  readonly cacheWrite?: number;
  readonly cacheWriteOneHour?: number;
}

function toCost(alias: string, used: Used, prices: Prices): number {
  const price = prices(alias);
  return price ? toNanoUsd({ ...used, total: used.input + used.output + (used.cacheWrite ?? 0) }, price) : 0;
}
