import type { Api } from '../api/api.ts';
import { listen, type PageEvent } from '../api/ask.ts';
import { waysOn } from '../api/problem.ts';
import { pause, untilOnline } from './pause.ts';

/** An answer that the server writes and keeps. */
export interface Followed {
  readonly conversation: string;
  readonly turn: string;
  /** By this it can be cancelled. */
  readonly requestId?: string;
  /** How many of its events the page has. */
  readonly seen: number;
}

/** While the network is there and the API can't be reached: together a minute and a half. */
const pausesMs = [500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 30_000];

/** Tells the rest of an answer, as it is kept. The connection may be lost again and again; only where that does not end, the answer is cut. */
export async function* follow(api: Api, followed: Followed, signal: AbortSignal): AsyncGenerator<readonly PageEvent[]> {
  const { conversation, turn, requestId } = followed;
  let { seen } = followed;
  const send = () =>
    api(`conversations/${conversation}/turns/${turn}`, {
      headers: { accept: 'text/event-stream', ...(seen > 0 && { 'last-event-id': String(seen) }) },
      kept: { ...(requestId !== undefined && { requestId }) },
      signal,
    });
  let tries = 0;
  for (;;) {
    await untilOnline(signal);
    let isOver = true;
    for await (const events of listen(send, signal)) {
      if (isLost(events.at(-1))) {
        isOver = false;
        break;
      }
      tries = 0;
      seen += events.length;
      yield events;
    }
    if (isOver) return;
    const ms = pausesMs[tries++];
    if (ms === undefined) return yield [{ type: 'problem', data: { kind: 'cut' } }];
    await pause(ms, signal);
  }
}

/** Whether the answer may go on although its teller has stopped. An `error` is the answer's own end, but where what is kept can't be read. */
export function isLost(event: PageEvent | undefined): boolean {
  if (event?.type === 'error') return event.data.kind === 'history-unknown';
  return event?.type === 'problem' && waysOn[event.data.kind] === 'retry';
}
