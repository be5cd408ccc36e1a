import type { Incoming } from '../../http/incoming.ts';
import type { TextReply } from '../../http/respond.ts';
import { namesOfCaller } from '../../models/names-of-caller.ts';
import { toJson } from '../../read/to-json.ts';
import type { ParseConfig } from '../protocol.ts';

/** `GET /me`: who the caller is to this deployment, and what it may name. */
export function toMe({ caller }: Incoming, config: ParseConfig): TextReply {
  const { id, kind, plan } = caller;
  const names = Object.keys(namesOfCaller(config, caller).models);
  return { status: 200, headers: { 'content-type': 'application/json' }, body: toJson({ id, kind, plan, names }) };
}
