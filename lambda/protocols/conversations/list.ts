import type { Conversations } from '../../conversations/conversations.ts';
import type { Head } from '../../conversations/heads.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { TextReply } from '../../http/respond.ts';
import { invalid } from '../../read/invalid.ts';
import { toJson } from '../../read/to-json.ts';
import type { Item } from '../../table/item.ts';

const defaultLimit = 50;

/** `GET /conversations`: a page, the newest first. `next` of one page is asked for with `?next=`. */
export async function list(conversations: Conversations, { caller, query }: Incoming): Promise<TextReply> {
  const [limit = String(defaultLimit)] = query['limit'] ?? [];
  const [next] = query['next'] ?? [];
  if (!/^([1-9]\d?|100)$/.test(limit)) throw invalid('limit', 'must be a whole number from 1 to 100');
  const after = next === undefined ? undefined : readNext(next, caller.id);
  const page = await conversations.list(caller.id, { limit: Number(limit), after });
  const body = {
    conversations: page.heads.map(toListed),
    ...(page.next && { next: writeNext(page.next) }),
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: toJson(body) };
}

function toListed({ id, title, createdMs, updatedMs, turns }: Head) {
  return { id, title, createdAt: toTime(createdMs), updatedAt: toTime(updatedMs), turns };
}

/** RFC 3339. */
export function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Without the partition: whoever sends it back is asked for anew. */
function writeNext({ sk, listedMs }: Item): string {
  return Buffer.from(`${listedMs} ${sk}`).toString('base64url');
}

function readNext(next: string, caller: string): Item {
  const [, listedMs, sk] = /^(\d{1,15}) ([\w.:-]{1,128})$/.exec(Buffer.from(next, 'base64url').toString()) ?? [];
  if (listedMs === undefined || sk === undefined) throw invalid('next', 'must be the next of an earlier page');
  return { pk: `conversation#${caller}`, sk, listedMs: Number(listedMs) };
}
