import type { NativeEvent } from '../../lambda/protocols/native/events.ts';
import { type Problem, readRefusal, toNetworkProblem } from './problem.ts';
import { readEvents } from './read-events.ts';
import type { ChatBody } from './chat-body.ts';
import { type Api, post } from './api.ts';

/**
 * What happens to an answer, as the page sees it: the API's own events, and how it ended when the API could not tell it. The last event is
 * exactly one of `done`, `error`, `problem` and `stopped`.
 */
export type PageEvent =
  | NativeEvent
  | { readonly type: 'problem'; readonly data: Problem }
  | { readonly type: 'stopped'; readonly data: Readonly<Record<string, never>> };

/** Asks for a streamed answer. */
export function ask(api: Api, body: ChatBody, signal: AbortSignal): AsyncGenerator<readonly PageEvent[]> {
  return listen(() => post(api, 'text/event-stream', body, { signal }), signal);
}

/** A streamed answer. Events that arrive together are yielded together. Never throws; `signal` is the person's wish to stop. */
export async function* listen(
  send: () => Promise<Response>,
  signal: AbortSignal,
): AsyncGenerator<readonly PageEvent[]> {
  let hasBegun = false;
  let isOver = false;
  try {
    const response = await send();
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    if (!isStream || response.body === null) return yield [{ type: 'problem', data: await readRefusal(response) }];
    for await (const events of readEvents(response.body)) {
      hasBegun = true;
      isOver ||= events.some(({ type }) => type === 'done' || type === 'error');
      yield events;
    }
    if (!isOver) yield [{ type: 'problem', data: { kind: 'cut' } }];
  } catch {
    if (!isOver) yield [toEnding(signal, hasBegun)];
  }
}

/** How an answer ended when the API did not end it: the person stopped it, or the network failed. */
export function toEnding(signal: AbortSignal, hasBegun: boolean): PageEvent {
  if (signal.aborted) return { type: 'stopped', data: {} };
  const problem = toNetworkProblem(navigator.onLine);
  return { type: 'problem', data: hasBegun && problem.kind === 'unreachable' ? { kind: 'cut' } : problem };
}
