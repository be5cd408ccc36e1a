import type { PageResponse as AnthropicPage } from '@anthropic-ai/sdk/core/pagination';
import type { ModelInfo } from '@anthropic-ai/sdk/resources/models';
import type { PageResponse as OpenaiPage } from 'openai/core/pagination';
import type * as OpenAI from 'openai/resources/models';
import type { Model } from '../../models/resolve-model.ts';
import type { Incoming } from '../../http/incoming.ts';
import { anthropicMessages } from '../anthropic-messages/anthropic-messages.ts';
import { openaiChat } from '../openai-chat/openai-chat.ts';
import type { Protocol } from '../protocol.ts';

/** How one kind of client lists models. */
interface ModelShapes<Shown = unknown, List = unknown> {
  readonly toModel: (model: Model) => Shown;
  /** The default model is the first. */
  readonly toList: (models: readonly Model[]) => List;
  /** The protocol whose error format its refusals have. */
  readonly protocol: Pick<Protocol, 'refuse'>;
}

/** What a request to it may have besides text. `reasoning`: thinking can be turned on. An agent has tools of its own, and documents are searched by themselves. */
function toTakes({ family: { takes, reasoning }, agent, knowledge }: Model): readonly string[] {
  const own: readonly string[] = knowledge ? ['tools', 'searchResults'] : agent ? ['tools'] : [];
  const files = takes.filter((taken) => !own.includes(taken));
  return reasoning === 'never' || reasoning === 'always' ? files : [...files, 'reasoning'];
}

/** Neither API has a field for what a name is for. */
function toAbout({ agent, runtime, knowledge, family }: Model): About {
  if (family.embeds) return { kind: 'embedding' };
  const about = agent ?? runtime ?? knowledge;
  return about ? { kind: knowledge ? 'knowledge' : 'agent', description: about.description } : {};
}

type About = { readonly kind?: 'agent' | 'knowledge' | 'embedding'; readonly description?: string };
type OpenaiModel = OpenAI.Model & { readonly takes: readonly string[] } & About;
type AnthropicModel = ModelInfo & About;

/** We don’t know when a model was made. Both clients require a time, and treat the start of 1970 as unknown. */
const openai: ModelShapes<OpenaiModel, OpenaiPage<OpenaiModel>> = {
  toModel: (model) => ({
    id: model.alias,
    object: 'model',
    created: 0,
    owned_by: 'rivulet',
    takes: toTakes(model),
    ...toAbout(model),
  }),
  toList: (models) => ({ object: 'list', data: models.map(openai.toModel) }),
  protocol: openaiChat,
};

/** Fields of Anthropic’s API for which Bedrock gives no values. */
const unknown = {
  capabilities: null,
  deprecated_at: null,
  retires_at: null,
  line: null,
  max_input_tokens: null,
  max_tokens: null,
};

const anthropic: ModelShapes<AnthropicModel, AnthropicPage<AnthropicModel>> = {
  toModel: (model) => ({
    type: 'model',
    id: model.alias,
    display_name: model.alias,
    created_at: '1970-01-01T00:00:00Z',
    lifecycle: 'active',
    ...unknown,
    ...toAbout(model),
  }),
  toList: (models) => ({
    data: models.map(anthropic.toModel),
    has_more: false,
    first_id: models[0]?.alias ?? null,
    last_id: models.at(-1)?.alias ?? null,
  }),
  protocol: anthropicMessages,
};

/** Anthropic's clients always send their version. */
export function shapesFor(headers: Incoming['headers']): ModelShapes {
  return 'anthropic-version' in headers ? anthropic : openai;
}
