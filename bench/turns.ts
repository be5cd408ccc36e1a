import type { Reading } from './measures.ts';
import { agentSubjects, floor, ours, type Subject, subjects } from './subjects.ts';

/** The readings of each subject, and the subjects that have failed. */
export interface Turns {
  readonly readings: ReadonlyMap<Subject, readonly Reading[]>;
  /** What was not measured, and why; the results list it. */
  readonly skipped: string[];
  /** A peer that fails is named and gets no further turns. Rejects when our bundle or the floor fails. */
  take(subject: Subject, what: string, measure: () => Promise<Reading>): Promise<void>;
}

export function createTurns(say: (text: string) => void): Turns {
  const readings = new Map<Subject, Reading[]>([...subjects, ...agentSubjects].map((subject) => [subject, []]));
  const skipped: string[] = [];
  const lost = new Set<Subject>();
  return {
    readings,
    skipped,
    async take(subject, what, measure) {
      if (lost.has(subject)) return;
      try {
        const reading = await measure();
        readings.get(subject)?.push(reading);
      } catch (error) {
        const reason = `${subject.name}, ${what}: ${error instanceof Error ? error.message : String(error)}`;
        if (subject === ours || subject === floor) throw new Error(reason, { cause: error });
        lost.add(subject);
        skipped.push(`${reason}; it was left out from there on`);
        say(reason);
      }
    },
  };
}
