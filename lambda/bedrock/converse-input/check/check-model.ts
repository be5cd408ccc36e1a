import type { ChatRequest, Feature } from '../../../chat/chat-request.ts';
import { attachments, type Content } from '../../../chat/content.ts';
import { Failure } from '../../../chat/failure.ts';
import type { Model } from '../../../models/resolve-model.ts';
import { holds } from '../holds.ts';
import { refuseFeature } from './refuse-feature.ts';

interface Rule {
  readonly feature: Feature;
  readonly why: string;
  readonly isBroken: (chat: ChatRequest, family: Model['family']) => boolean;
}

/** What Bedrock would refuse with a less helpful message. Reasoning has its own file. */
const rules: readonly Rule[] = [
  {
    feature: 'temperature',
    why: 'does not support temperature: leave it out',
    isBroken: ({ temperature }, { sampling }) => temperature !== undefined && sampling === 'none',
  },
  {
    feature: 'topP',
    why: 'does not support top-p: leave it out',
    isBroken: ({ topP }, { sampling }) => topP !== undefined && sampling === 'none',
  },
  {
    feature: 'topP',
    why: 'supports temperature or top-p, not both: send one of them',
    isBroken: ({ temperature, topP }, { sampling }) =>
      temperature !== undefined && topP !== undefined && sampling === 'one',
  },
  {
    feature: 'topK',
    why: 'does not support top-k: leave it out',
    isBroken: ({ topK }, family) => topK !== undefined && family.topK === undefined,
  },
  {
    feature: 'stopSequences',
    why: 'does not support stop sequences: leave them out',
    isBroken: ({ stopSequences = [] }, { takesStopSequences }) => stopSequences.length > 0 && !takesStopSequences,
  },
  {
    feature: 'temperature',
    why: 'supports only temperature 1 while thinking is on: leave it out, or turn thinking off',
    isBroken: ({ reasoning, temperature = 1 }, family) =>
      typeof reasoning === 'object' && temperature !== 1 && showsItsThoughts(family),
  },
  {
    feature: 'toolChoice',
    why: 'does not support a forced tool call: use auto',
    isBroken: (chat, { forcesTools }) => isForced(chat) && !forcesTools,
  },
  {
    feature: 'toolChoice',
    why: 'does not support a forced tool call while thinking is on: use auto',
    isBroken: (chat, family) => typeof chat.reasoning === 'object' && isForced(chat) && showsItsThoughts(family),
  },
  {
    feature: 'toolChoice',
    why: 'can’t be kept from calling tools in a conversation with tool calls: use auto',
    isBroken: (chat, { takesOwnToolChoice }) =>
      chat.toolChoice === 'none' && !takesOwnToolChoice && holdsAnywhere(chat, 'tool-use'),
  },
  {
    feature: 'outputFormat',
    why: 'does not support JSON output: leave it out, or choose another model',
    isBroken: ({ outputFormat }, { json }) => outputFormat !== undefined && json === 'none',
  },
  {
    feature: 'outputFormat',
    why: 'supports JSON output only with a schema: send one',
    isBroken: ({ outputFormat }, { forcesTools }) =>
      outputFormat !== undefined && outputFormat.schema === undefined && !forcesTools,
  },
  {
    feature: 'outputFormat',
    why: 'does not support this kind of JSON output while thinking is on: turn thinking off',
    isBroken: ({ reasoning, outputFormat }, { json }) =>
      typeof reasoning === 'object' &&
      outputFormat !== undefined &&
      (json === 'forced-tool' || outputFormat.schema === undefined),
  },
  {
    feature: 'system',
    why: 'does not support a system prompt: leave it out, or choose another model',
    isBroken: ({ system = [] }, { takes }) => system.length > 0 && !takes.includes('system'),
  },
  {
    feature: 'tools',
    why: 'does not support tools when it streams, as it always does here: leave them out, or choose another model',
    isBroken: (chat, { takes }) =>
      !takes.includes('tools') && ((chat.tools ?? []).length > 0 || holdsAnywhere(chat, 'tool-use')),
  },
  ...Object.values(attachments).map(({ kind, feature, name, instead }): Rule => ({
    feature,
    why: `does not support ${name}: ${instead}, or choose another model`,
    isBroken: (chat, { takes }) => !takes.includes(feature) && holdsAnywhere(chat, kind),
  })),
  {
    feature: 'prefill',
    why: 'does not continue a message of the assistant: end with a message of the user',
    isBroken: ({ turns }, { takesPrefill }) => turns.at(-1)?.role === 'assistant' && !takesPrefill,
  },
  {
    feature: 'prefill',
    why: 'does not continue a message of the assistant while thinking is on: end with a message of the user',
    isBroken: ({ turns, reasoning }) => turns.at(-1)?.role === 'assistant' && typeof reasoning === 'object',
  },
  {
    feature: 'prefill',
    why: 'does not continue a message of the assistant with JSON output or a forced tool call: end with a message of the user',
    isBroken: (chat) => chat.turns.at(-1)?.role === 'assistant' && (chat.outputFormat !== undefined || isForced(chat)),
  },
];

/** Throws the `Failure` for the first feature that the model is known not to support. */
export function checkModel(chat: ChatRequest, model: Model): void {
  if (model.family.embeds) throw embedsOnly(model);
  const broken = rules.find(({ isBroken }) => isBroken(chat, model.family));
  if (broken) throw refuseFeature(broken.feature, model, broken.why);
}

function embedsOnly({ alias }: Model): Failure {
  const message = `model: ${alias} turns texts into vectors, and answers nothing: ask it at /v1/embeddings, or choose another model`;
  return new Failure('invalid-request', message, { field: 'model' });
}

function isForced({ toolChoice = 'auto' }: ChatRequest): boolean {
  return toolChoice !== 'auto' && toolChoice !== 'none';
}

/** The families that think in separate blocks before the answer, which has rules. */
function showsItsThoughts({ reasoning }: Model['family']): boolean {
  return reasoning === 'budget' || reasoning === 'budget-or-adaptive' || reasoning === 'adaptive';
}

function holdsAnywhere({ turns }: ChatRequest, kind: Content['kind']): boolean {
  const all = turns.flatMap(({ content }) => content);
  return holds(all, kind) || all.some((part) => part.kind === 'tool-result' && holds(part.content, kind));
}
