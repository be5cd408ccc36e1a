import { mostBytes } from '../../files/keys.ts';
import type { Files } from '../../files/open-files.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { TextReply } from '../../http/respond.ts';
import { invalid } from '../../read/invalid.ts';
import { toJson } from '../../read/to-json.ts';

const defaultLimit = 100;

/** `GET /files`: a page, in the order of keys. `next` of one page is asked for with `?next=`. */
export async function list(files: Files, { caller, query }: Incoming, signal: AbortSignal): Promise<TextReply> {
  const [limit = String(defaultLimit)] = query['limit'] ?? [];
  const [prefix = ''] = query['prefix'] ?? [];
  const [next] = query['next'] ?? [];
  if (!/^([1-9]\d{0,2}|1000)$/.test(limit)) throw invalid('limit', 'must be a whole number from 1 to 1000');
  if (Buffer.byteLength(prefix) > mostBytes) throw invalid('prefix', `must have at most ${mostBytes} bytes`);
  if (next !== undefined && Buffer.byteLength(next) > mostBytes)
    throw invalid('next', 'must be the next of an earlier page');
  const page = await files.list(caller.id, { prefix, limit: Number(limit), after: next }, signal);
  return { status: 200, headers: { 'content-type': 'application/json' }, body: toJson(page) };
}
