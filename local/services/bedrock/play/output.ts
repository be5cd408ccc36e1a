import type { Damage } from '../wire/damage.ts';
import type { StreamEvent } from '../wire/frames.ts';

/** Where a scenario's events go: an event stream or one Converse reply. */
export interface Output {
  /** Sends the events in one write. */
  send(events: readonly StreamEvent[]): Promise<void>;
  /** A damaged event, then the end. */
  sendDamaged(damage: Damage): Promise<void>;
  /** A modeled exception, then the end. */
  fail(type: string, payload: ExceptionPayload): Promise<void>;
  /** An unmodeled error, then the end. */
  failUnmodeled(code: string, message: string): Promise<void>;
  /** The end, whatever was sent. */
  finish(): Promise<void>;
}

interface ExceptionPayload {
  readonly message: string;
}
