import type { StreamEvent } from '../wire/frames.ts';
import type { EventStep, Scenario, Step, TextStep } from './scenario.ts';

type Shorthand = { text: unknown } | { event: unknown } | { burst: unknown } | { repeat: unknown };

/** A scenario's step with its shorthands expanded: events that are sent in one write, or another step. */
export type Move = { readonly events: readonly StreamEvent[] } | Exclude<Step, Shorthand>;

/** Expands shorthands and puts the scenario's pause before every write. */
export function* expand({ steps, paceMs }: Scenario): Generator<Move> {
  for (const step of steps) {
    if ('repeat' in step) {
      const { count, text, everyMs } = step.repeat;
      for (let sent = 0; sent < count; sent += 1) yield* paced([toTextDelta(text, 0)], everyMs);
    } else if ('burst' in step) yield* paced(step.burst.flatMap(toEvents), paceMs);
    else if ('text' in step || 'event' in step) {
      for (const event of toEvents(step)) yield* paced([event], paceMs);
    } else yield step;
  }
}

function* paced(events: readonly StreamEvent[], pauseMs: number): Generator<Move> {
  if (pauseMs > 0) yield { pauseMs };
  yield { events };
}

function toEvents(step: EventStep | TextStep): readonly StreamEvent[] {
  return 'event' in step ? [step] : step.text.map((text) => toTextDelta(text, step.block));
}

function toTextDelta(text: string, block: number): StreamEvent {
  return { event: 'contentBlockDelta', data: { contentBlockIndex: block, delta: { text } } };
}
