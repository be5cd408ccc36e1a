import type { Caller } from '../../access/caller.ts';
import type { Features } from '../../features.ts';
import type { TextReply } from '../../http/respond.ts';
import { namesOfCaller } from '../../models/names-of-caller.ts';
import { listNames } from '../../models/names.ts';
import { toJson } from '../../read/to-json.ts';
import type { ParseConfig } from '../protocol.ts';

/** `GET /me`: who the caller is to this deployment, what it may name, and what is left of its budget, if it has one. */
export async function toMe(caller: Caller, config: ParseConfig, budgets: Features['budgets']): Promise<TextReply> {
  const { id, kind, plan } = caller;
  const names = listNames(namesOfCaller(config, caller));
  const budget = await budgets?.read(caller);
  const body = toJson({ id, kind, plan, names, ...(budget && { budget }) });
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}
