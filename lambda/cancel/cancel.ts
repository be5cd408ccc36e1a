import type { Caller } from '../access/caller.ts';
import { nameOf } from '../chat/as-failure.ts';
import { Failure } from '../chat/failure.ts';
import type { Config } from '../config.ts';
import type { Wrapper } from '../source.ts';
import type { Table } from '../table/table.ts';
import { cancelling } from './cancelling.ts';
import { type Cancelled, openRunning } from './running.ts';

/** How callers end their requests. Both reject with what the caller is told when the table can't be asked. */
export interface Cancel {
  readonly wrapper: Wrapper;
  /** Nothing, if no request of this caller has the id. */
  readonly request: (caller: Caller, id: string) => Promise<Cancelled | undefined>;
  /** The last request of a chat, by the client's own id of it. */
  readonly chat: (caller: Caller, id: string) => Promise<Cancelled | undefined>;
}

export function openCancel(table: Table, { integrationTimeoutMs }: Pick<Config, 'integrationTimeoutMs'>): Cancel {
  const running = openRunning(table, integrationTimeoutMs);
  return {
    wrapper: cancelling(running),
    request: (caller, id) => running.cancel(caller.id, id).catch(fail),
    chat: (caller, id) => running.cancelLast(caller.id, id).catch(fail),
  };
}

function fail(error: unknown): never {
  throw new Failure('overloaded', 'what runs could not be looked up, so nothing was cancelled: try again', {
    upstream: nameOf(error),
    retryAfterSeconds: 1,
  });
}
