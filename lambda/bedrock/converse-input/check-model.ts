import type { ChatRequest, Feature } from '../../chat/chat-request.ts';
import type { Content } from '../../chat/content.ts';
import type { Model } from '../../models/resolve-model.ts';
import { holds } from './holds.ts';
import { refuseFeature } from './refuse-feature.ts';

interface Rule {
  readonly feature: Feature;
  readonly why: string;
  readonly isBroken: (chat: ChatRequest, family: Model['family']) => boolean;
}

/** What Bedrock would refuse with less to go by. Reasoning has its own file. */
const rules: readonly Rule[] = [
  {
    feature: 'temperature',
    why: 'takes no temperature: leave it out',
    isBroken: ({ temperature }, { sampling }) => temperature !== undefined && sampling === 'none',
  },
  {
    feature: 'topP',
    why: 'takes no top-p: leave it out',
    isBroken: ({ topP }, { sampling }) => topP !== undefined && sampling === 'none',
  },
  {
    feature: 'topP',
    why: 'takes temperature or top-p, not both',
    isBroken: ({ temperature, topP }, { sampling }) =>
      temperature !== undefined && topP !== undefined && sampling === 'one',
  },
  {
    feature: 'topK',
    why: 'takes no top-k',
    isBroken: ({ topK }, family) => topK !== undefined && family.topK === undefined,
  },
  {
    feature: 'stopSequences',
    why: 'takes no stop sequences',
    isBroken: ({ stopSequences = [] }, { takesStopSequences }) => stopSequences.length > 0 && !takesStopSequences,
  },
  {
    feature: 'temperature',
    why: 'takes no temperature but 1 while it thinks',
    isBroken: ({ reasoning, temperature = 1 }, family) =>
      typeof reasoning === 'object' && temperature !== 1 && showsItsThoughts(family),
  },
  {
    feature: 'toolChoice',
    why: 'can’t be made to call a tool: let it choose',
    isBroken: ({ toolChoice = 'auto' }, { forcesTools }) => toolChoice !== 'auto' && !forcesTools,
  },
  {
    feature: 'toolChoice',
    why: 'can’t be made to call a tool while it thinks: let it choose',
    isBroken: ({ reasoning, toolChoice = 'auto' }, family) =>
      typeof reasoning === 'object' && toolChoice !== 'auto' && showsItsThoughts(family),
  },
  {
    feature: 'outputFormat',
    why: 'can’t be held to JSON',
    isBroken: ({ outputFormat }, { json }) => outputFormat !== undefined && json === 'none',
  },
  {
    feature: 'outputFormat',
    why: 'can be held to a schema only, not to just any JSON: send a schema',
    isBroken: ({ outputFormat }, { forcesTools }) =>
      outputFormat !== undefined && outputFormat.schema === undefined && !forcesTools,
  },
  {
    feature: 'outputFormat',
    why: 'can’t think and be held to this JSON at once',
    isBroken: ({ reasoning, outputFormat }, { json }) =>
      typeof reasoning === 'object' &&
      outputFormat !== undefined &&
      (json === 'forced-tool' || outputFormat.schema === undefined),
  },
  {
    feature: 'system',
    why: 'takes no system text',
    isBroken: ({ system = [] }, { takes }) => system.length > 0 && !takes.includes('system'),
  },
  {
    feature: 'tools',
    why: 'takes no tools in a stream, which is all there is here',
    isBroken: (chat, { takes }) =>
      !takes.includes('tools') && ((chat.tools ?? []).length > 0 || holdsAnywhere(chat, 'tool-use')),
  },
  {
    feature: 'images',
    why: 'takes no images',
    isBroken: (chat, { takes }) => !takes.includes('images') && holdsAnywhere(chat, 'image'),
  },
  {
    feature: 'documents',
    why: 'takes no documents',
    isBroken: (chat, { takes }) => !takes.includes('documents') && holdsAnywhere(chat, 'document'),
  },
  {
    feature: 'documents',
    why: 'takes a document only beside text in the same turn',
    isBroken: ({ turns }) =>
      turns.some(
        ({ content }) => holds(content, 'document') && !holds(content, 'text') && !holds(content, 'tool-result'),
      ),
  },
];

/** Throws the `Failure` that names the first thing which the model is known not to do. */
export function checkModel(chat: ChatRequest, model: Model): void {
  const broken = rules.find(({ isBroken }) => isBroken(chat, model.family));
  if (broken) throw refuseFeature(broken.feature, model, broken.why);
}

/** The families that think in blocks of their own before the answer, and have rules for it. */
function showsItsThoughts({ reasoning }: Model['family']): boolean {
  return reasoning === 'budget' || reasoning === 'budget-or-adaptive' || reasoning === 'adaptive';
}

function holdsAnywhere({ turns }: ChatRequest, kind: Content['kind']): boolean {
  const all = turns.flatMap(({ content }) => content);
  return holds(all, kind) || all.some((part) => part.kind === 'tool-result' && holds(part.content, kind));
}
