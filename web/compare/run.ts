import { type Api, post } from '../api/api.ts';
import { ask } from '../api/ask.ts';
import type { ChatBody } from '../api/chat-body.ts';
import { type Problem, readRefusal, toNetworkProblem, toProblem } from '../api/problem.ts';

/** One answer and when its bytes came. Times are in ms since it was asked for. */
export interface Run {
  readonly text: string;
  /** Each read of the network that brought something. */
  readonly arrivalsMs: readonly number[];
  /** How many pieces of text the API wrote. */
  readonly pieces: number;
  /** There once it is over. */
  readonly totalMs?: number;
  readonly problem?: Problem;
}

export const nothingYet: Run = { text: '', arrivalsMs: [], pieces: 0 };

type Asked = readonly [api: Api, body: ChatBody, signal: AbortSignal];

/** As server-sent events. Yields the run so far, and at last the whole of it. */
export async function* runStreamed(...asked: Asked): AsyncGenerator<Run> {
  const elapsed = startWatch();
  let run = nothingYet;
  let requestId: Pick<Problem, 'requestId'> = {};
  for await (const events of ask(...asked)) {
    run = { ...run, arrivalsMs: [...run.arrivalsMs, elapsed()] };
    for (const { type, data } of events) {
      if (type === 'delta') run = { ...run, text: run.text + data.text, pieces: run.pieces + 1 };
      if (type === 'problem') run = { ...run, problem: data };
      if (type === 'start') requestId = { requestId: data.requestId };
      if (type === 'error') run = { ...run, problem: { ...requestId, ...toProblem(data) } };
    }
    yield run;
  }
  yield { ...run, totalMs: elapsed() };
}

/** As one JSON reply. */
export async function* runBuffered(api: Api, body: ChatBody, signal: AbortSignal): AsyncGenerator<Run> {
  const elapsed = startWatch();
  let run = nothingYet;
  try {
    const response = await post(api, 'application/json', body, signal);
    if (!response.ok) return yield { ...run, problem: await readRefusal(response), totalMs: elapsed() };
    let json = '';
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      json += decoder.decode(read.value, { stream: true });
      run = { ...run, arrivalsMs: [...run.arrivalsMs, elapsed()], pieces: 1 };
      yield run;
    }
    yield { ...run, ...readReply(json), totalMs: elapsed() };
  } catch {
    yield { ...run, ...(!signal.aborted && { problem: toNetworkProblem(navigator.onLine) }), totalMs: elapsed() };
  }
}

function readReply(json: string): Pick<Run, 'text'> | Pick<Run, 'problem'> {
  try {
    const { text }: { text: string } = JSON.parse(json);
    return { text };
  } catch {
    return { problem: { kind: 'unknown' } };
  }
}

function startWatch(): () => number {
  const startedMs = performance.now();
  return () => performance.now() - startedMs;
}
