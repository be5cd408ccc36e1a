import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  type ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { localCredentials } from '../../../../local/sigv4/signature.ts';

/** The SDK's own client over each transport, without retries unless asked for. */
export const transports = ['HTTP/1.1', 'HTTP/2'] as const;
export type Transport = (typeof transports)[number];

export function createClient(url: string, transport: Transport, maxAttempts = 1): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: localCredentials,
    maxAttempts,
    ...(transport === 'HTTP/1.1' && { requestHandler: new NodeHttpHandler({ socketTimeout: 5_000 }) }),
  });
}

/** What a caller of the SDK sees of one answer. */
export interface Reading {
  /** The stream's events by their names, repetitions folded into one. */
  readonly events: readonly string[];
  readonly text: string;
  readonly stopReason: string | undefined;
  readonly outputTokens: number | undefined;
  /** The exception's name and, when it was refused, its status. */
  readonly error: { readonly name: string; readonly status: number | undefined } | undefined;
}

export async function readAnswer(client: BedrockRuntimeClient, modelId: string, ask = 'Hello'): Promise<Reading> {
  const received: ConverseStreamOutput[] = [];
  let error: Reading['error'];
  try {
    const { stream = [] } = await client.send(toCommand(modelId, ask));
    for await (const event of stream) received.push(event);
  } catch (thrown) {
    error = toError(thrown);
  }
  return {
    events: received.map(toName).filter((name, index, names) => name !== names[index - 1]),
    text: received.map((event) => event.contentBlockDelta?.delta?.text ?? '').join(''),
    stopReason: received.find((event) => event.messageStop)?.messageStop?.stopReason,
    outputTokens: received.find((event) => event.metadata)?.metadata?.usage?.outputTokens,
    error,
  };
}

/** Reads to the end; with `onEvent` after each event. */
export async function readAll(
  stream: AsyncIterable<ConverseStreamOutput>,
  onEvent: (count: number) => void = () => undefined,
): Promise<readonly ConverseStreamOutput[]> {
  const events: ConverseStreamOutput[] = [];
  for await (const event of stream) {
    events.push(event);
    onEvent(events.length);
  }
  return events;
}

export function toCommand(modelId: string, ask = 'Hello'): ConverseStreamCommand {
  return new ConverseStreamCommand({ modelId, messages: [{ role: 'user', content: [{ text: ask }] }] });
}

function toName(event: ConverseStreamOutput): string {
  return Object.keys(event).join();
}

function toError(thrown: unknown): Reading['error'] {
  if (!(thrown instanceof Error)) throw thrown;
  const metadata: unknown = '$metadata' in thrown ? thrown.$metadata : undefined;
  const hasStatus = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : thrown.name;
  return { name: code, status: hasStatus ? Number(metadata.httpStatusCode) : undefined };
}
