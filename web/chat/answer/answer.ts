import type { PageEvent } from '../../api/ask.ts';
import { type Problem, toProblem } from '../../api/problem.ts';
import { cite, type Source } from './cite.ts';
import { extend, noteTool, openTool, type Part } from './parts.ts';

/** The model's answer to one question, as far as it has arrived. */
export interface Answer {
  readonly role: 'assistant';
  readonly state: 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed';
  readonly parts: readonly Part[];
  /** What was found in documents, and what it cites; each is shown with its place in this list, from 1. */
  readonly sources: readonly Source[];
  /** What became of the search in the documents, where nothing came of it. */
  readonly search?: 'nothing' | 'unavailable' | undefined;
  readonly model?: string;
  readonly requestId?: string;
  /** Its place in a conversation that the server keeps. */
  readonly turn?: string;
  /** The server could not keep it there. */
  readonly isUnkept?: true;
  readonly usage?: Usage;
  readonly stopReason?: string;
  /** From the question to the first text, in ms, as this browser saw it. */
  readonly ttftMs?: number;
  readonly totalMs?: number;
  readonly problem?: Problem;
  /** The previous attempt, while this one has no text yet. */
  readonly earlier?: Answer;
}

interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export const waiting: Answer = { role: 'assistant', state: 'waiting', parts: [], sources: [] };

/** The answer to show: until a new attempt has its first word, this is the previous one. */
export function standing(answer: Answer): Answer {
  return answer.earlier ?? answer;
}

/** A new attempt, next to the answer that is shown. An attempt without any text is dropped. */
export function tryAnew(answer: Answer): Answer {
  const stands = standing(answer);
  return stands.parts.length === 0 ? waiting : { ...waiting, earlier: stands };
}

/** Only the text: this goes back to the model, and into the clipboard. */
export function textOf({ parts }: Answer): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

export function isRunning({ state }: Answer): boolean {
  return state === 'waiting' || state === 'streaming';
}

/** The answer after one more event, `elapsedMs` after the question; undefined if this page has not seen the answer begin. */
export function noteEvent(answer: Answer, { type, data }: PageEvent, elapsedMs: number | undefined): Answer {
  const total = elapsedMs === undefined ? {} : { totalMs: elapsedMs };
  switch (type) {
    case 'start': {
      const { model, requestId, turn } = data;
      return { ...answer, model, requestId, ...(turn !== undefined && { turn }) };
    }
    case 'delta':
      return replaceEarlier({
        ...(elapsedMs !== undefined && { ttftMs: elapsedMs }),
        ...answer,
        state: 'streaming',
        parts: extend(answer.parts, 'text', data.text),
      });
    case 'reasoning':
      // Signatures and redacted thoughts are for the model.
      if (!('text' in data)) return answer;
      return { ...answer, state: 'streaming', parts: extend(answer.parts, 'thinking', data.text) };
    case 'tool-use':
      return { ...answer, state: 'streaming', parts: [...answer.parts, openTool(data)] };
    case 'tool-input':
      return { ...answer, parts: noteTool(answer.parts, data, elapsedMs) };
    case 'server-tool': {
      if (!('name' in data)) return { ...answer, parts: noteTool(answer.parts, data, elapsedMs) };
      const step = { ...openTool(data), state: 'running' as const, sinceMs: elapsedMs };
      return { ...answer, state: 'streaming', parts: [...answer.parts, step] };
    }
    case 'sources': {
      const sources = [...answer.sources, ...data.sources.map((source) => ({ ...source, quotes: [] }))];
      const nothing = sources.length === 0 ? 'nothing' : undefined;
      return { ...answer, sources, search: data.unavailable ? 'unavailable' : nothing };
    }
    case 'citation':
      return { ...answer, ...cite(answer, data) };
    case 'usage':
      return { ...answer, usage: data };
    case 'heartbeat':
      return answer;
    case 'retraction':
      return { ...answer, parts: [], sources: [] };
    case 'done':
      return { ...answer, ...total, ...toUnkept(data), state: 'done', stopReason: data.stopReason };
    case 'error': {
      const ended = { ...answer, ...total, ...toUnkept(data) };
      // By the same person, somewhere else.
      if (data.kind === 'cancelled') return { ...ended, state: 'stopped' };
      return { ...ended, state: 'failed', problem: { ...toId(answer), ...toProblem(data) } };
    }
    case 'problem':
      return { ...answer, ...total, state: 'failed', problem: { ...toId(answer), ...data } };
    case 'stopped':
      return { ...answer, ...total, state: 'stopped' };
    default:
      // A page that is older than the deployment may get events that it does not know.
      data satisfies never;
      return answer;
  }
}

/** From its first word on, the previous attempt is dropped. */
function replaceEarlier(answer: Answer): Answer {
  const { earlier: _earlier, ...alone } = answer;
  return textOf(alone).trim() === '' ? answer : alone;
}

/** An answer from the history that was still running when its page was closed. */
export function closeAnswer(answer: Answer): Answer {
  return isRunning(answer) ? { ...answer, state: 'failed', problem: { kind: 'cut', ...toId(answer) } } : answer;
}

function toUnkept({ kept }: { readonly kept?: false }): Pick<Answer, 'isUnkept'> {
  return kept === false ? { isUnkept: true } : {};
}

function toId({ requestId }: Answer): Pick<Problem, 'requestId'> {
  return requestId === undefined ? {} : { requestId };
}
