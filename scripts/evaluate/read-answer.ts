import { type AnswerEvent, citedNumber, type Source } from '../ask/answer-event.ts';

/** An answer as its reader has it. */
export interface Answer {
  readonly text: string;
  readonly sources: readonly Source[];
  readonly isUnavailable: boolean;
  readonly citations: readonly CitedPlace[];
}

interface CitedPlace {
  /** The number of a source; undefined for what no source stands for. */
  readonly n: number | undefined;
  /** How much of the text had been said. */
  readonly at: number;
  /** Whether the source had been told by then. */
  readonly isTold: boolean;
}

/** The order matters: a source is told before it is cited, and a citation comes after its words. */
export function readAnswer(events: readonly AnswerEvent[]): Answer {
  let text = '';
  let isUnavailable = false;
  const sources: Source[] = [];
  const citations: CitedPlace[] = [];
  for (const event of events) {
    switch (event.type) {
      case 'sources':
        sources.push(...event.data.sources);
        isUnavailable ||= event.data.unavailable === true;
        break;
      case 'delta':
        text += event.data.text;
        break;
      case 'citation': {
        const n = citedNumber(event.data);
        citations.push({ n, at: text.length, isTold: sources.some((source) => source.n === n) });
        break;
      }
      case 'retraction':
      case 'done':
      case 'error':
        break;
    }
  }
  return { text, sources, isUnavailable, citations };
}
