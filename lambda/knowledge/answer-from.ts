import { around } from '../around.ts';
import type { ChatEvent, Found } from '../chat/chat-event.ts';
import { asFailure } from '../chat/as-failure.ts';
import type { KnowledgeConfig } from '../models/knowledge.ts';
import type { Question } from '../source.ts';
import { toCitedBy } from './ask/cited-by.ts';
import { toInstructions } from './ask/instructions.ts';
import { withPassages } from './ask/with-passages.ts';
import { createCite } from './cite/cite.ts';
import type { Host } from './host.ts';
import { refusalOf } from './refuse.ts';
import { toSource } from './search/to-source.ts';
import { isRewritten, queryFor, search, type Searched } from './search/search.ts';
import { toQuery } from './search/to-query.ts';

type Used = Extract<ChatEvent, { readonly type: 'usage' }>;

/**
 * The way of an answer from documents: search, ask the model with what was found, tell the sources and then its words with their citations. The
 * search begins at once; but with a question that a model rewrites first, for that costs, and a budget is asked before.
 */
export function answerFrom(asked: Question, knowledge: KnowledgeConfig, host: Host): AsyncIterable<ChatEvent> {
  const leaving = new AbortController();
  const signal = AbortSignal.any([asked.signal, leaving.signal]);
  const question = { ...asked, signal };
  const refused = refusalOf(question);
  const early =
    refused || isRewritten(knowledge, question)
      ? undefined
      : search(toQuery(question.chat.turns), knowledge, question, host);
  // It may fail before anybody waits for it.
  early?.catch(() => undefined);
  const used: Used[] = [];

  async function find(): Promise<Searched> {
    if (refused) throw refused;
    return (
      early ?? search(await queryFor(question, knowledge, host, (usage) => used.push(usage)), knowledge, question, host)
    );
  }

  async function* answer(): AsyncGenerator<ChatEvent> {
    try {
      const searched = await find();
      const { passages, failure } = searched;
      const found: Found = {
        sources: passages.map((passage, at) => toSource(passage, at + 1)),
        ...(failure && { isUnavailable: true }),
      };
      asked.note({ sources: passages.length, ...(failure && { searchFailure: failure.kind }) });
      const model = host.modelOf(knowledge.model);
      const citedBy = toCitedBy({ ...question, model }, host.modelOf);
      const instructions = toInstructions(knowledge, searched, citedBy);
      const told = withPassages({ ...question, model }, passages, {
        citedBy,
        instructions,
        systemPrompt: host.systemPrompt,
      });
      const cite = createCite(found.sources, citedBy);
      for await (const event of host.models(told)) {
        for (const own of cite(event)) yield own.type === 'failure' ? withSpent(own, used) : withHeader(own, found);
        if (event.type === 'message-start') yield* [{ type: 'sources', ...found } as const, ...used.splice(0)];
      }
    } catch (error) {
      yield withSpent({ type: 'failure', failure: asFailure(error) }, used);
    }
  }

  return around(answer(), { after: () => leaving.abort('over') });
}

/** What a rewritten question has cost before there was an answer. */
function withSpent(event: Extract<ChatEvent, { readonly type: 'failure' }>, used: readonly Used[]): ChatEvent {
  return used.length > 0 ? { ...event, spent: used } : event;
}

/** For clients that see no sources: how many were found. */
function withHeader(event: ChatEvent, { sources, isUnavailable }: Found): ChatEvent {
  if (event.type !== 'message-start') return event;
  const told = isUnavailable ? 'unavailable' : String(sources.length);
  return { ...event, headers: { ...event.headers, 'x-rivulet-sources': told } };
}
