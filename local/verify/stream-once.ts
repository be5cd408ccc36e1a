import { send, type Target } from './target.ts';

export interface Streamed {
  /** The names of the events, in order. */
  readonly events: readonly string[];
  /** When the status and the headers arrived, counted from the request. */
  readonly headersMs: number;
  /** When each read returned data. */
  readonly arrivalsMs: readonly number[];
  readonly totalMs: number;
}

/** One short answer as server-sent events, with the times of its reads. Costs a few hundred tokens. */
export async function streamOnce(target: Target): Promise<Streamed> {
  const startMs = performance.now();
  const elapsedMs = () => performance.now() - startMs;
  const answer = await send(target, 'chat', {
    method: 'POST',
    headers: { accept: 'text/event-stream' },
    body: JSON.stringify({ message: 'What is Rivulet? Answer in three sentences.', maxTokens: 200 }),
  });
  const headersMs = elapsedMs();
  if (answer.status !== 200)
    throw new Error(`the API answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  const arrivalsMs: number[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of answer.body ?? []) {
    arrivalsMs.push(elapsedMs());
    text += decoder.decode(bytes, { stream: true });
  }
  const events = [...text.matchAll(/^event: ([\w-]+)$/gm)].map(([, name = '']) => name);
  return { events, headersMs, arrivalsMs, totalMs: elapsedMs() };
}
