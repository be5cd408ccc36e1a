import type { Incoming } from '../../http/receive.ts';
import { anthropicMessages } from '../anthropic-messages/anthropic-messages.ts';
import { openaiChat } from '../openai-chat/openai-chat.ts';
import type { Protocol } from '../protocol.ts';

/** How one kind of client is told of models. */
interface ModelShapes {
  readonly toModel: (alias: string) => object;
  readonly toList: (aliases: readonly string[]) => object;
  /** Whose words its refusals have. */
  readonly protocol: Pick<Protocol, 'refuse'>;
}

/** When a model was made is not known here; both clients want a time, and take the beginning of 1970 for none. */
const openai: ModelShapes = {
  toModel: (alias) => ({ id: alias, object: 'model', created: 0, owned_by: 'rivulet' }),
  toList: (aliases) => ({ object: 'list', data: aliases.map(openai.toModel) }),
  protocol: openaiChat,
};

/** What Anthropic tells of its models and Bedrock does not. */
const unknown = {
  capabilities: null,
  deprecated_at: null,
  retires_at: null,
  line: null,
  max_input_tokens: null,
  max_tokens: null,
};

const anthropic: ModelShapes = {
  toModel: (alias) => ({
    type: 'model',
    id: alias,
    display_name: alias,
    created_at: '1970-01-01T00:00:00Z',
    lifecycle: 'active',
    ...unknown,
  }),
  toList: (aliases) => ({
    data: aliases.map(anthropic.toModel),
    has_more: false,
    first_id: aliases[0] ?? null,
    last_id: aliases.at(-1) ?? null,
  }),
  protocol: anthropicMessages,
};

/** Anthropic's clients always send their version. */
export function shapesFor(headers: Incoming['headers']): ModelShapes {
  return 'anthropic-version' in headers ? anthropic : openai;
}
