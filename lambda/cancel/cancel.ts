import type { Caller } from '../access/caller.ts';
import { nameOf } from '../chat/as-failure.ts';
import { Failure } from '../chat/failure.ts';
import type { Config } from '../config.ts';
import type { Reply } from '../http/respond.ts';
import { toJson } from '../read/to-json.ts';
import type { Wrapper } from '../source.ts';
import type { Table } from '../table/table.ts';
import { cancelling } from './cancelling.ts';
import { type Cancelled, openRunning } from './running.ts';

/** By its own id, or by that of the client's own chat: then it is the last request of it. */
export type By = 'request' | 'chat';

/** How callers end their requests. What rejects is a `Failure`: none of the caller's requests has the id, or the table can't be asked. */
export interface Cancel {
  readonly wrapper: Wrapper;
  readonly cancel: (caller: Caller, by: By, id: string | undefined) => Promise<Cancelled>;
  /** The same, as an answer: it is accepted, and the request ends about a second later, or is over already. */
  readonly reply: (caller: Caller, by: By, id: string | undefined) => Promise<Reply>;
}

export function openCancel(table: Table, { integrationTimeoutMs }: Pick<Config, 'integrationTimeoutMs'>): Cancel {
  const running = openRunning(table, integrationTimeoutMs);
  const byIds = { request: running.cancel, chat: running.cancelLast } as const satisfies Record<By, unknown>;

  async function cancel(caller: Caller, by: By, id = ''): Promise<Cancelled> {
    const cancelled = await byIds[by](caller.id, id).catch(fail);
    if (cancelled) return cancelled;
    throw new Failure('not-found', `id: you have no ${by} with this id that could be cancelled`, { field: 'id' });
  }

  return {
    wrapper: cancelling(running),
    cancel,
    async reply(caller, by, of) {
      const { id, status } = await cancel(caller, by, of);
      return { status: 202, headers: { 'content-type': 'application/json' }, body: toJson({ id, status }) };
    },
  };
}

function fail(error: unknown): never {
  throw new Failure('overloaded', 'it is not known whether the request was cancelled: try again', {
    upstream: nameOf(error),
    retryAfterSeconds: 1,
  });
}
