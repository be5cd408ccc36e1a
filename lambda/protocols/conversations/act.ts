import type { Conversations } from '../../conversations/conversations.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { Reply, TextReply } from '../../http/respond.ts';
import { parseJson } from '../../read/parse-json.ts';
import { object } from '../../read/shape.ts';
import { toJson } from '../../read/to-json.ts';
import { invalid } from '../../read/invalid.ts';
import type { Clock } from '../../time/clock.ts';
import { contextOf, tellAgain } from '../kept-answer.ts';
import { chooseFormat, ndjson } from '../native/formats.ts';
import type { ParseConfig } from '../protocol.ts';
import { importConversation } from './import.ts';
import { list } from './list.ts';
import { shortText } from './short-text.ts';
import { toTranscript } from './transcript.ts';

/** What can be done with what is kept. */
export type Action = 'list' | 'import' | 'delete-all' | 'transcript' | 'rename' | 'delete' | 'follow';

export async function actOn(
  conversations: Conversations,
  action: Action,
  incoming: Incoming,
  config: ParseConfig,
  clock: Clock,
): Promise<Reply> {
  const { caller, pathParameters, body, headers } = incoming;
  const place = { caller: caller.id, conversation: pathParameters['id'] ?? '' };
  switch (action) {
    case 'list':
      return list(conversations, incoming);
    case 'import':
      return importConversation(conversations, incoming, config);
    case 'delete-all':
      return reply({ deleted: await conversations.removeAll(caller.id) });
    case 'transcript': {
      const [, system] = await Promise.all([conversations.get(place), conversations.system(place)]);
      const lines = toTranscript(conversations.turns(place), system);
      return { status: 200, headers: { 'content-type': `${ndjson}; charset=utf-8` }, body: lines };
    }
    case 'rename': {
      const { title } = renaming(parseJson(body), '');
      await conversations.rename(place, title);
      return reply({ id: place.conversation, title });
    }
    case 'delete':
      await conversations.remove(place);
      return reply({ id: place.conversation, deleted: true });
    case 'follow': {
      const found = await conversations.find({ ...place, turn: pathParameters['turn'] ?? '' });
      const format = chooseFormat(headers['accept'], readLastEventId(headers['last-event-id']));
      return tellAgain(found, format, { context: await contextOf(found), incoming, clock, pace: config });
    }
  }
}

/** Of an EventSource that lost its connection: it goes on after what it has. */
function readLastEventId(id = '0'): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw invalid('Last-Event-ID', 'must be the id of an event of this answer');
}

const renaming = object({ title: shortText });

function reply(value: object): TextReply {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: toJson(value) };
}
