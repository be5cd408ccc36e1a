import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpRequest } from '@smithy/core/protocols';
import type { Bedrock } from '../bedrock/client.ts';
import { fieldOf, stringIn } from '../chat/as-failure.ts';
import type { TableConfig } from '../config.ts';
import { openSigner } from '../sign.ts';
import { within } from '../time/within.ts';

type Operation = 'GetItem' | 'PutItem' | 'UpdateItem' | 'Query' | 'BatchWriteItem';

export type Call = (operation: Operation, input: object) => Promise<unknown>;

/** How long one attempt may take. An answer of DynamoDB's takes a few milliseconds; a request waits for it. */
const attemptMs = 500;
/** A page is up to a megabyte, and a batch up to 25 items. */
const longAttemptMs = 1_500;
const maxAttempts = 2;

/** What DynamoDB answered with, by the name that it gives its errors. */
export class TableError extends Error {
  readonly status: number;
  /** As the item is, where a condition did not hold. */
  readonly item: unknown;

  constructor(name: string, status: number, item?: unknown) {
    super(`DynamoDB answered with ${name}`);
    this.name = name;
    this.status = status;
    this.item = item;
  }
}

/**
 * Calls DynamoDB, which speaks JSON over one POST, by the signer, credentials, clock and connections that the Bedrock client has already: its
 * own client would cost every cold start 4 kB more, also where there is no table (docs/decisions/0039).
 *
 * Throws a `TableError` for what DynamoDB refuses, and any error for what the network loses. What may pass is tried twice, so that it takes
 * about a second at most. A call whose answer was lost may have been carried out: each must be safe to repeat.
 */
export function toCall({ client }: Bedrock, { endpoint, region }: Omit<TableConfig, 'name'>): Call {
  const url = new URL(endpoint);
  const sign = openSigner(client, { service: 'dynamodb', region });

  async function attempt(operation: Operation, body: string): Promise<unknown> {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    const request = await sign(url, { method: 'POST', headers, body });
    const own = new AbortController();
    const limitMs = operation === 'Query' || operation === 'BatchWriteItem' ? longAttemptMs : attemptMs;
    const answered = await within(limitMs, send(request, own.signal));
    if (answered) return readAnswer(answered);
    own.abort();
    throw new Error(`DynamoDB did not answer within ${limitMs} ms`);
  }

  async function send(request: HttpRequest, abortSignal: AbortSignal): Promise<Answered> {
    const { response } = await client.config.requestHandler.handle(request, { abortSignal });
    return { status: response.statusCode, body: await text(response.body) };
  }

  return async (operation, input) => {
    const body = JSON.stringify(input);
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await attempt(operation, body);
      } catch (error) {
        if (attempts === maxAttempts || !mayPass(error)) throw error;
        await sleep(25 + Math.random() * 25);
      }
    }
  };
}

interface Answered {
  readonly status: number;
  readonly body: string;
}

function readAnswer({ status, body }: Answered): unknown {
  if (status < 300) return JSON.parse(body);
  const answer: unknown = status < 500 ? JSON.parse(body) : undefined;
  // `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException`
  const [, name = 'an unnamed error'] = (stringIn(answer, '__type') ?? '').split('#');
  throw new TableError(name, status, fieldOf(answer, 'Item'));
}

const throttled = /^(Throttling|ThrottlingException|ProvisionedThroughputExceededException|RequestLimitExceeded)$/;

/** What is lost on the way, or may pass: all but what DynamoDB refuses for what the call says. */
function mayPass(error: unknown): boolean {
  return !(error instanceof TableError) || error.status >= 500 || throttled.test(error.name);
}
