import { conversations } from './conversations/conversations.ts';
import { anthropicMessages } from './anthropic-messages/anthropic-messages.ts';
import { files } from './files/files.ts';
import { native } from './native/native.ts';
import { openaiChat } from './openai-chat/openai-chat.ts';
import { openaiEmbeddings } from './openai-embeddings/openai-embeddings.ts';
import { openaiResponses } from './openai-responses/openai-responses.ts';
import { listModels } from './models/list-models.ts';
import type { Protocol } from './protocol.ts';
import { uiMessages } from './ui-messages/ui-messages.ts';

/** Every wire protocol. The stack's routes, the function's router and the contract tests all read this list. */
export const protocols: readonly Protocol[] = [
  native,
  openaiChat,
  openaiResponses,
  openaiEmbeddings,
  anthropicMessages,
  uiMessages,
  listModels,
  conversations,
  files,
];
