import { fromUtf8 } from '@smithy/core/serde';
import type { Exchange } from './exchange.ts';

/** An answer before the first event: Bedrock's status, exception type and message. */
export interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  /** More members of the exception, e.g. `originalStatusCode` of a ModelErrorException. */
  readonly details?: object | undefined;
}

export const unknownOperation: Refusal = {
  status: 404,
  type: 'UnknownOperationException',
  message:
    'The local stand-in answers POST /model/{id}/ with converse-stream, converse or count-tokens, ApplyGuardrail, and GET /ping.',
};

/** Sends the refusal in the form of AWS's REST-JSON protocol. */
export function refuse({ status, type, message, details }: Refusal, exchange: Exchange): Promise<void> {
  const errorType = `${type}:http://internal.amazon.com/coral/com.amazon.bedrock/`;
  return sendBody(exchange, {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': errorType },
    body: JSON.stringify({ message, ...details }),
  });
}

/** Sends a whole reply. */
export async function sendBody(
  exchange: Exchange,
  reply: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<void> {
  exchange.begin(reply.status, reply.headers);
  await exchange.write(fromUtf8(reply.body));
  exchange.end();
}
