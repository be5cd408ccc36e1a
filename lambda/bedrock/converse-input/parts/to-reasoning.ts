import { type ChatRequest, type Effort, efforts, type Reasoning } from '../../../chat/chat-request.ts';
import { Failure } from '../../../chat/failure.ts';
import type { Model } from '../../../models/resolve-model.ts';
import { holds } from '../holds.ts';
import { refuseFeature } from '../check/refuse-feature.ts';

interface ReasoningInput {
  /** The model's own fields. */
  readonly fields: object;
  /** Converse's field for it. */
  readonly effort?: Effort;
}

/** The least that a budget may be (Anthropic's documentation of extended thinking). */
const leastBudget = 1024;

/** The share of an answer's tokens that goes into thinking, where a client sends an effort and the model needs a number. */
const budgetShares: Readonly<Record<Effort, number>> = { low: 0.2, medium: 0.5, high: 0.8, xhigh: 0.9, max: 0.9 };

/** Turns thinking on or off, in the way of the model's family. */
export function toReasoning(chat: ChatRequest, maxTokens: number, model: Model): ReasoningInput {
  const { reasoning } = chat;
  const { family } = model;
  if (reasoning === undefined && chat.effort === undefined) return { fields: {} };
  const isOff = reasoning === 'off';
  if (isOff && !family.canRest)
    throw refuseFeature('reasoning', model, 'always thinks, and thinking can’t be turned off: leave it out');
  const effort = chat.effort && toKnownEffort(chat.effort, model);
  switch (family.reasoning) {
    case 'never':
      if (isOff) return { fields: {} };
      throw refuseFeature(
        reasoning ? 'reasoning' : 'effort',
        model,
        'does not support configurable reasoning: leave it out',
      );
    case 'always':
      if (effort)
        throw refuseFeature(
          'effort',
          model,
          'does not support an effort, because it decides itself how long it thinks: leave it out',
        );
      refuseBudget(chat, model);
      return { fields: {} };
    case 'budget':
      return { fields: isOff ? {} : toBudget(chat, maxTokens, model) };
    case 'budget-or-adaptive':
      if (hasBudget(chat)) return { fields: toBudget(chat, maxTokens, model) };
      return toAdaptive(reasoning, effort, model);
    case 'adaptive':
      refuseBudget(chat, model);
      return toAdaptive(reasoning, effort, model);
    case 'nova':
      refuseBudget(chat, model);
      if (isOff) return { fields: { reasoningConfig: { type: 'disabled' } } };
      return { fields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: effort ?? 'medium' } } };
    case 'reasoning_effort':
      refuseBudget(chat, model);
      return { fields: { reasoning_effort: effort ?? 'medium' } };
    case 'reasoning.effort':
      refuseBudget(chat, model);
      return { fields: { reasoning: { effort: isOff ? 'none' : (effort ?? 'medium') } } };
  }
}

/** The strongest effort of the model that is no stronger than the one asked for. */
function toKnownEffort(asked: Effort, { family }: Model): Effort {
  const strength = efforts.indexOf(asked);
  return family.efforts.findLast((known) => efforts.indexOf(known) <= strength) ?? asked;
}

function toAdaptive(reasoning: Reasoning | undefined, effort: Effort | undefined, model: Model): ReasoningInput {
  if (reasoning === 'off' && (effort === 'xhigh' || effort === 'max')) {
    // Converse's reference of outputConfig: without thinking, effort ends at high.
    throw refuseFeature('effort', model, 'supports only low, medium or high while thinking is off');
  }
  return { fields: toThinking(reasoning), ...(effort && { effort }) };
}

/** A budget stays below the answer's tokens, whichever of the two the deployment has cut. */
function toBudget(chat: ChatRequest, maxTokens: number, model: Model): object {
  const { reasoning, effort = 'medium', turns } = chat;
  if (typeof reasoning !== 'object')
    throw refuseFeature('effort', model, 'supports an effort only while thinking is on');
  // A model that called a tool needs the thinking that led there, and a protocol without a field for it can't
  // send it back: then the answer to a tool's result comes without thinking.
  if (hasThoughtlessCall(turns)) return {};
  if (maxTokens <= leastBudget) {
    const message = `thinking needs more than ${leastBudget} tokens; this request allows ${maxTokens}`;
    throw new Failure('invalid-request', message, { feature: 'maxTokens' });
  }
  const wanted = reasoning.budgetTokens ?? Math.round(maxTokens * budgetShares[effort]);
  const budget = Math.max(leastBudget, Math.min(wanted, Math.round(maxTokens * 0.9)));
  return { thinking: { type: 'enabled', budget_tokens: budget } };
}

/** The newest models show their thinking only when they are asked to. */
function toThinking(reasoning: Reasoning | undefined): object {
  if (reasoning === undefined) return {};
  if (reasoning === 'off') return { thinking: { type: 'disabled' } };
  return { thinking: { type: 'adaptive', display: reasoning.isHidden === true ? 'omitted' : 'summarized' } };
}

function hasThoughtlessCall(turns: ChatRequest['turns']): boolean {
  const asked = turns.findLastIndex(({ role, content }) => role === 'user' && !holds(content, 'tool-result'));
  const sinceThen = turns.slice(asked + 1).flatMap(({ content }) => content);
  return holds(sinceThen, 'tool-use') && !holds(sinceThen, 'reasoning');
}

function hasBudget({ reasoning }: ChatRequest): boolean {
  return typeof reasoning === 'object' && reasoning.budgetTokens !== undefined;
}

function refuseBudget(chat: ChatRequest, model: Model): void {
  if (hasBudget(chat))
    throw refuseFeature(
      'reasoning',
      model,
      'does not support a token budget, because it decides itself how long it thinks: leave it out',
    );
}
