import { type Api, post } from '../api/api.ts';
import { ask, type PageEvent, toEnding } from '../api/ask.ts';
import type { ChatBody } from '../api/chat-body.ts';
import { readRefusal } from '../api/problem.ts';
import { type Answer, noteEvent, waiting } from '../chat/answer/answer.ts';

/** One answer and when its bytes came. Times are in ms since it was asked for. */
export interface Run {
  readonly answer: Answer;
  /** Each network read that returned data. */
  readonly arrivalsMs: readonly number[];
  /** How many pieces of text the API wrote. */
  readonly pieces: number;
}

export const nothingYet: Run = { answer: waiting, arrivalsMs: [], pieces: 0 };

type Asked = readonly [api: Api, body: ChatBody, signal: AbortSignal];

/** As server-sent events. Yields the run so far, and finally the complete one. */
export async function* runStreamed(...asked: Asked): AsyncGenerator<Run> {
  const startedMs = performance.now();
  let run = nothingYet;
  for await (const events of ask(...asked)) {
    const atMs = performance.now() - startedMs;
    run = { ...run, arrivalsMs: [...run.arrivalsMs, atMs] };
    for (const event of events) run = note(run, event, atMs);
    yield run;
  }
}

/** As one JSON answer, converted into the events that have the same content. */
export async function* runBuffered(...[api, body, signal]: Asked): AsyncGenerator<Run> {
  const startedMs = performance.now();
  const elapsed = () => performance.now() - startedMs;
  let run = nothingYet;
  let events: readonly PageEvent[] = [];
  try {
    const response = await post(api, 'application/json', body, { signal });
    if (!response.ok) return yield note(run, { type: 'problem', data: await readRefusal(response) }, elapsed());
    let json = '';
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      json += decoder.decode(read.value, { stream: true });
      run = { ...run, arrivalsMs: [...run.arrivalsMs, elapsed()] };
      yield run;
    }
    events = readReply(json);
  } catch {
    events = [toEnding(signal, run.arrivalsMs.length > 0)];
  }
  yield events.reduce((soFar, event) => note(soFar, event, elapsed()), run);
}

function note(run: Run, event: PageEvent, atMs: number): Run {
  const pieces = run.pieces + (event.type === 'delta' ? 1 : 0);
  return { ...run, pieces, answer: noteEvent(run.answer, event, atMs) };
}

function readReply(json: string): readonly PageEvent[] {
  try {
    const { text, stopReason }: { text?: unknown; stopReason?: unknown } = JSON.parse(json);
    if (typeof text === 'string' && typeof stopReason === 'string') {
      const done = { type: 'done', data: { stopReason } } as const;
      return text === '' ? [done] : [{ type: 'delta', data: { text } }, done];
    }
  } catch {
    // A body that is cut off, or not JSON, is not an answer.
  }
  return [{ type: 'problem', data: { kind: 'unknown' } }];
}
