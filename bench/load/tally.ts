import { createHistogram, type Histogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Ending, Share } from './mix.ts';
import type { Asked } from './paced-model.ts';
import type { Answer } from './send.ts';
import type { Verdict } from './truth.ts';

type Counts = Map<string, number>;

/** The outcomes of all requests so far. */
export interface Tally {
  /** By scenario, then by outcome. */
  readonly byScenario: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly verdicts: ReadonlyMap<Verdict, number>;
  /** The first few that were lost or misreported. */
  readonly examples: readonly string[];
  /** For complete answers, in µs: from the request to the first text, without a retry and with one. */
  readonly firstTextUs: Histogram;
  readonly retriedFirstTextUs: Histogram;
  /** What everything but the model adds to the time of the first text, where the model's part is known. */
  readonly addedUs: Histogram;
  /** Between two pieces of text. */
  readonly gapUs: Histogram;
  readonly add: (share: Share, client: string, answer: Answer, verdict: Verdict, asked?: Asked) => void;
}

const maxExamples = 10;

export function createTally(): Tally {
  const byScenario = new Map<string, Counts>();
  const outcomes: Counts = new Map();
  const verdicts = new Map<Verdict, number>();
  const examples: string[] = [];
  const firstTextUs = createHistogram();
  const retriedFirstTextUs = createHistogram();
  const addedUs = createHistogram();
  const gapUs = createHistogram();
  return {
    byScenario,
    outcomes,
    verdicts,
    examples,
    firstTextUs,
    retriedFirstTextUs,
    addedUs,
    gapUs,
    add({ scenario, isAlternating }, client, answer, verdict, asked) {
      const counts = byScenario.get(scenario) ?? new Map<string, number>();
      byScenario.set(scenario, counts);
      increment(counts, toLabel(answer));
      increment(outcomes, answer.outcome);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      if (verdict !== 'right' && examples.length < maxExamples) {
        examples.push(`${verdict}: ${scenario}, ${client}: ${toLabel(answer)}, ${JSON.stringify(answer.text)}`);
      }
      if (answer.outcome === 'complete')
        recordTimes(isAlternating ? retriedFirstTextUs : firstTextUs, answer.arrivalsMs);
      if (answer.outcome === 'complete' && !isAlternating) recordAdded(answer, asked);
    },
  };

  function recordAdded({ startMs, arrivalsMs: [firstMs] }: Answer, asked: Asked | undefined): void {
    if (firstMs === undefined || asked?.firstTextMs === undefined) return;
    record(addedUs, asked.arrivedMs - startMs + (startMs + firstMs - asked.firstTextMs));
  }

  function recordTimes(first: RecordableHistogram, [firstMs, ...restMs]: readonly number[]): void {
    if (firstMs === undefined) return;
    record(first, firstMs);
    let previousMs = firstMs;
    for (const arrivalMs of restMs) {
      record(gapUs, arrivalMs - previousMs);
      previousMs = arrivalMs;
    }
  }
}

/** A histogram has no zero. */
function record(histogram: RecordableHistogram, ms: number): void {
  histogram.record(Math.max(1, Math.round(ms * 1000)));
}

/** An outcome in one word, with the status of a refusal. */
function toLabel({ outcome, status }: Ending): string {
  return status === undefined ? outcome : `${outcome} ${status}`;
}

function increment(counts: Counts, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
