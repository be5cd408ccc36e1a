import type { Item } from '../table/item.ts';
import type { Key, Table } from '../table/table.ts';

/** What is known of a request that can be cancelled, or could be until a moment ago. */
interface Running {
  readonly id: string;
  /** The alias of the model that was asked. */
  readonly model: string;
  /** When it began, in ms since 1970. */
  readonly startedMs: number;
}

/** A request that its caller wants to end: whether it will, or has ended before. */
export interface Cancelled extends Running {
  readonly status: 'cancelling' | 'over';
  /** Whether it was this, now or before, that ended it: to cancel twice is to cancel once. */
  readonly isCancelled: boolean;
}

/** Requests that run, by who asked and by their ids: nobody reaches another's. */
export interface RunningRequests {
  /**
   * Rejects when the table can't be asked, and when another request of this caller runs under the same id.
   *
   * @param run tells this request from others that had its id
   * @param chat the chat that it belongs to, by the client's own id: it is found by that, too
   */
  readonly start: (caller: string, request: Running, run: string, chat: string | undefined) => Promise<void>;
  readonly isCancelled: (caller: string, id: string) => Promise<boolean>;
  /** Nothing, if the caller has no request with this id. */
  readonly cancel: (caller: string, id: string) => Promise<Cancelled | undefined>;
  /** The last one of a chat. */
  readonly cancelLast: (caller: string, chat: string) => Promise<Cancelled | undefined>;
  readonly finish: (caller: string, id: string, run: string) => Promise<void>;
}

/** How long it is known that a request is over. */
const keptSeconds = 3_600;

/** @param longestMs how long an answer may take: a request whose environment was killed is over then */
export function openRunning(table: Table, longestMs: number, now: () => number = Date.now): RunningRequests {
  const expires = () => Math.ceil((now() + longestMs) / 1000) + keptSeconds;

  async function startRequest(caller: string, { id, model, startedMs }: Running, run: string): Promise<void> {
    if (!isId(id)) throw new Error('a request has an id that no path can hold');
    const { isDone, item } = await table.change(requestKey(caller, id), {
      expression:
        'SET #state = :running, #run = :run, model = :model, startedMs = :now, expires = :expires REMOVE cancelledMs',
      condition: 'attribute_not_exists(#state) OR #state = :over OR startedMs < :oldest',
      names: { '#state': 'state', '#run': 'run' },
      values: {
        ':running': 'running',
        ':over': 'over',
        ':run': run,
        ':model': model,
        ':now': startedMs,
        ':oldest': now() - longestMs,
        ':expires': expires(),
      },
    });
    // It may be there by an earlier try, whose answer was lost.
    if (!isDone && item['run'] !== run) throw new Error('another request runs under this id');
  }

  async function cancel(caller: string, id: string): Promise<Cancelled | undefined> {
    if (!isId(id)) return undefined;
    const { isDone, item } = await table.change(requestKey(caller, id), {
      expression: 'SET #state = :cancelled, cancelledMs = :now',
      condition: '#state = :running AND startedMs > :oldest',
      names: { '#state': 'state' },
      values: { ':cancelled': 'cancelled', ':running': 'running', ':now': now(), ':oldest': now() - longestMs },
    });
    const request = readRunning(id, item);
    const status = isDone || item['state'] === 'cancelled' ? 'cancelling' : 'over';
    return request && { ...request, status, isCancelled: item['cancelledMs'] !== undefined };
  }

  return {
    async start(caller, request, run, chat) {
      await Promise.all([
        startRequest(caller, request, run),
        chat !== undefined &&
          isChatId(chat) &&
          table.put(chatKey(caller, chat), { request: request.id, expires: expires() }),
      ]);
    },

    async isCancelled(caller, id) {
      const { state } = await table.peek(requestKey(caller, id));
      return state === 'cancelled';
    },

    cancel,

    async cancelLast(caller, chat) {
      if (!isChatId(chat)) return undefined;
      const { request } = await table.get(chatKey(caller, chat));
      return typeof request === 'string' ? cancel(caller, request) : undefined;
    },

    async finish(caller, id, run) {
      await table.change(requestKey(caller, id), {
        expression: 'SET #state = :over',
        condition: '#run = :run',
        names: { '#state': 'state', '#run': 'run' },
        values: { ':over': 'over', ':run': run },
      });
    },
  };
}

function requestKey(caller: string, id: string): Key {
  return { pk: `answer#${caller}`, sk: `request#${id}` };
}

function chatKey(caller: string, chat: string): Key {
  return { pk: `answer#${caller}`, sk: `chat#${chat}` };
}

/** API Gateway's ids are UUIDs, but a client may choose its own. */
function isId(id: string): boolean {
  return /^[\w-]{1,128}$/.test(id);
}

/** A client's own id: anything that a sort key can hold. */
function isChatId(chat: string): boolean {
  return chat.length > 0 && chat.length <= 200;
}

function readRunning(id: string, { model, startedMs }: Item): Running | undefined {
  return typeof model === 'string' && typeof startedMs === 'number' ? { id, model, startedMs } : undefined;
}
