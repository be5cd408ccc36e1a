import type { Cancelled } from '../cancel/running.ts';
import { Failure } from '../chat/failure.ts';
import type { TextReply } from '../http/respond.ts';
import { toJson } from '../read/to-json.ts';

/** Refuses an id that none of the caller's requests has. Those of others are as unknown as none. */
export function known(cancelled: Cancelled | undefined): Cancelled {
  if (cancelled) return cancelled;
  throw new Failure('not-found', 'id: none of your requests has this id', { field: 'id' });
}

/** Accepted: the answer ends within a second of it, or is over already. */
export function toCancelledReply(cancelled: Cancelled | undefined): TextReply {
  const { id, status } = known(cancelled);
  return { status: 202, headers: { 'content-type': 'application/json' }, body: toJson({ id, status }) };
}
