import type { Conversations } from '../../conversations/conversations.ts';
import type { ImportedTurn } from '../../conversations/import-turns.ts';
import type { Incoming } from '../../http/incoming.ts';
import type { TextReply } from '../../http/respond.ts';
import { parseJson } from '../../read/parse-json.ts';
import { listOf, object, optional, text } from '../../read/shape.ts';
import { toJson } from '../../read/to-json.ts';
import { userContent } from '../native/content.ts';
import type { ParseConfig } from '../protocol.ts';
import { shortText } from './short-text.ts';

const turn = object({
  question: userContent,
  answer: text,
  model: optional(shortText),
});

/** `POST /conversations`: a conversation that a client has kept until now, in turns of a question and an answer in plain text. */
export async function importConversation(
  conversations: Conversations,
  { caller, body }: Incoming,
  { maxTurns, defaultModel }: ParseConfig,
): Promise<TextReply> {
  const imported = object({ title: optional(shortText), turns: listOf(turn, { min: 1, max: maxTurns }) });
  const { title, turns } = imported(parseJson(body), '');
  const toTurn = ({ question, answer, model = defaultModel }: ReturnType<typeof turn>): ImportedTurn => ({
    question: [{ role: 'user', content: question }],
    answer,
    model,
  });
  const id = await conversations.import(caller.id, { title, turns: turns.map(toTurn) });
  return { status: 201, headers: { 'content-type': 'application/json' }, body: toJson({ id }) };
}
