import type { Conversations } from '../../../conversations/conversations.ts';
import type { Incoming } from '../../../http/incoming.ts';
import type { Reply } from '../../../http/respond.ts';
import { toJson } from '../../../read/to-json.ts';
import type { Clock } from '../../../time/clock.ts';
import type { ParseConfig } from '../../protocol.ts';
import { toTurnOf } from '../response-id.ts';
import { listInputItems } from './input-items.ts';
import { retrieve } from './retrieve.ts';

/** What can be done with a response that is stored. */
export type StoredAction = 'retrieve' | 'delete' | 'input-items';

export async function actOnResponse(
  conversations: Conversations,
  action: StoredAction,
  incoming: Incoming,
  config: ParseConfig,
  clock: Clock,
): Promise<Reply> {
  const { caller, pathParameters } = incoming;
  const id = pathParameters['id'] ?? '';
  const place = { caller: caller.id, ...toTurnOf(id, 'id') };
  switch (action) {
    case 'retrieve':
      return retrieve(await conversations.find(place), incoming, clock, config);
    case 'input-items':
      return listInputItems(await conversations.find(place), incoming);
    case 'delete': {
      await conversations.removeTurn(place);
      const body = toJson({ id, object: 'response', deleted: true });
      return { status: 200, headers: { 'content-type': 'application/json' }, body };
    }
  }
}
