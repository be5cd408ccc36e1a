import {
  type BedrockRuntimeClient,
  ConverseStreamCommand,
  type ConverseStreamCommandInput,
} from '@aws-sdk/client-bedrock-runtime';
import type { ChatEvent } from '../chat/chat-event.ts';
import { Failure } from '../chat/failure.ts';
import { normalize } from './answer/normalize.ts';
import { toFailure } from './to-failure.ts';

/**
 * Asks Bedrock and yields its answer as a normalized sequence. Never throws: whatever goes wrong, before the first event
 * or after it, is the `failure` event that ends the sequence.
 *
 * The SDK resolves `send` with Bedrock's first event, having retried refusals until then.
 */
export async function* converse(
  client: BedrockRuntimeClient,
  input: ConverseStreamCommandInput,
  signal: AbortSignal,
  model: string,
  isSerial?: boolean,
): AsyncGenerator<ChatEvent> {
  let isOpen = false;
  try {
    const { stream } = await client.send(new ConverseStreamCommand(input), { abortSignal: signal });
    isOpen = true;
    if (!stream) throw new Failure('unreadable', 'Bedrock answered without a stream: try again');
    const { guardrailConfig } = input;
    // Loaded only where the deployment has a guardrail: no other answer has a trace.
    const read = guardrailConfig && (await import('./answer/read-guardrail.ts')).toTraceReader(guardrailConfig);
    yield* normalize(stream, model, isSerial, read);
  } catch (error) {
    yield { type: 'failure', failure: toFailure(error, isOpen ? 'unreadable' : 'internal') };
  }
}
