import { createParser } from 'eventsource-parser';
import type { Client } from './clients.ts';
import type { Ending } from './mix.ts';

export interface Target {
  /** With a slash at the end. */
  readonly url: string;
  readonly key: string;
}

export interface Answer extends Ending {
  readonly text: string;
  /** When it was asked, in ms as `performance.now()` has them. */
  readonly startMs: number;
  /** When each piece of text came, in ms from the request on. */
  readonly arrivalsMs: readonly number[];
}

/** Longer than any scenario, including a cold start under load. */
const patienceMs = 120_000;

/** Requests one scenario, and reads the answer as the protocol's clients do. Never rejects. */
export async function send({ url, key }: Target, client: Client, model: string, question: string): Promise<Answer> {
  const startMs = performance.now();
  const arrivalsMs: number[] = [];
  let text = '';
  let status: number | undefined;
  const ends: Ending[] = [];
  const parser = createParser({
    onEvent(event) {
      const said = client.read(event);
      // Text after an end does not belong to the answer.
      if (said.end || ends.length > 0) ends.push({ outcome: said.end ?? 'garbled', ...pickKind(said) });
      if (!said.text) return;
      text += said.text;
      arrivalsMs.push(performance.now() - startMs);
    },
  });
  const toAnswer = (ending: Ending): Answer => ({ ...ending, text, startMs, arrivalsMs });
  try {
    const response = await fetch(`${url}${client.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...client.headers(key) },
      body: JSON.stringify(client.body(model, question)),
      signal: AbortSignal.timeout(patienceMs),
    });
    ({ status } = response);
    if (status !== 200) {
      await response.text();
      return toAnswer({ outcome: 'refused', status });
    }
    const decoder = new TextDecoder();
    for await (const bytes of response.body ?? []) parser.feed(decoder.decode(bytes, { stream: true }));
  } catch {
    return toAnswer({ outcome: status === undefined ? 'silent' : 'cut' });
  }
  const [end = { outcome: 'cut' } as const] = ends;
  return toAnswer(ends.length > 1 ? { outcome: 'garbled' } : end);
}

function pickKind({ kind }: { readonly kind?: string }): Pick<Ending, 'kind'> {
  return kind === undefined ? {} : { kind };
}
