import { EventSourceParserStream } from 'eventsource-parser/stream';
import { z } from 'zod';
import { type AnswerEvent, readEvent } from './answer-event.ts';

/** Where to ask, and as whom. */
export interface Target {
  readonly url: string;
  /** An API key or an access token. Left out where the API is open. */
  readonly key?: string;
}

/** A question that was not answered, or not to its end. */
export class Unanswered extends Error {
  /** How long to wait before it is asked again; undefined if that is of no use. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, retryAfterSeconds?: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The events of an answer, to `done`. Throws `Unanswered` for a refusal, an error in the stream, and a stream that was cut. */
export async function* askChat(
  { url, key }: Target,
  asked: { readonly model: string; readonly message: string },
): AsyncGenerator<AnswerEvent> {
  const response = await fetch(`${url}chat`, {
    method: 'POST',
    // The key goes to this address only.
    redirect: 'manual',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      // Whichever the API takes.
      ...(key !== undefined && { 'x-api-key': key, authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify(asked),
  });
  if (!response.ok || !response.body) throw await toRefusal(response, key !== undefined);
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { event: name = '', data } of events) {
    const event = readEvent(name, data);
    if (event?.type === 'error') throw new Unanswered(`the answer failed: ${event.data.message} (${event.data.kind})`);
    if (event) yield event;
    if (event?.type === 'done') return;
  }
  throw new Unanswered('the answer was cut: it has no end');
}

const noKey = ': send a key with --key or the variable RIVULET_KEY';
const unknownKey = ': the key is not known there';

const refusal = z.object({ error: z.object({ kind: z.string().optional(), message: z.string() }) });

async function toRefusal(response: Response, hasKey: boolean): Promise<Unanswered> {
  const { status, headers } = response;
  const { data } = refusal.safeParse(await response.json().catch(() => undefined));
  const { kind = 'no kind', message = 'without a word' } = data?.error ?? {};
  const what = status === 401 ? (hasKey ? unknownKey : noKey) : '';
  const retryAfter = headers.get('x-should-retry') === 'false' ? null : headers.get('retry-after');
  return new Unanswered(
    `the API refused the question with ${status}: ${message} (${kind})${what}`,
    retryAfter === null ? undefined : Number(retryAfter) || 1,
  );
}
