import { type BedrockRuntimeClient, CountTokensCommand } from '@aws-sdk/client-bedrock-runtime';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { ConverseInput } from './converse-input/to-converse-input.ts';
import { Failure } from '../chat/failure.ts';
import type { Model } from '../models/resolve-model.ts';
import { toFailure } from './to-failure.ts';

/**
 * Counts what a request would be charged for, as an answer that says nothing but its usage. Never throws, as
 * `converse`. CountTokens takes foundation models only, no profiles (Bedrock user guide, "Monitor your token usage").
 */
export async function* countTokens(
  client: BedrockRuntimeClient,
  { messages, system, toolConfig, additionalModelRequestFields }: ConverseInput,
  signal: AbortSignal,
  { alias, foundationModel, family }: Model,
): AsyncGenerator<ChatEvent> {
  try {
    if (!family.countsTokens) {
      throw new Failure('invalid-request', `model: Bedrock does not count tokens for ${alias}`, { field: 'model' });
    }
    const converse = { messages, system, toolConfig, additionalModelRequestFields };
    const command = new CountTokensCommand({ modelId: foundationModel, input: { converse } });
    const { inputTokens: input } = await client.send(command, { abortSignal: signal });
    if (input === undefined) throw new Failure('unreadable', 'Bedrock returned no token count: try again');
    yield { type: 'message-start' };
    yield { type: 'usage', model: alias, usage: { input, output: 0, total: input } };
    yield { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } };
  } catch (error) {
    yield { type: 'failure', failure: toFailure(error, 'internal') };
  }
}
