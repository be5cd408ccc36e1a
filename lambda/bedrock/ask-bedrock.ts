import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { ChatRequest } from '../chat/chat-request.ts';
import { converse } from './converse.ts';
import type { ConverseInput } from './converse-input/to-converse-input.ts';
import { countTokens } from './count-tokens.ts';
import type { Model } from '../models/resolve-model.ts';
import { toJsonAnswer } from './answer/to-json-answer.ts';

/** What Bedrock can be asked for: an answer, or what its prompt would be charged for. */
export type Operation = 'converse' | 'count-tokens';

/** Asks, and yields a regular sequence that never throws. */
export function askBedrock(
  operation: Operation,
  client: BedrockRuntimeClient,
  { chat, model, input }: { readonly chat: ChatRequest; readonly model: Model; readonly input: ConverseInput },
  signal: AbortSignal,
): AsyncIterable<ChatEvent> {
  if (operation === 'count-tokens') return countTokens(client, input, signal, model);
  return toJsonAnswer(converse(client, input, signal), chat, model);
}
