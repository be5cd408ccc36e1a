import { around } from '../around.ts';
import { mergeTurns } from '../bedrock/converse-input/fit/merge-turns.ts';
import { asFailure } from '../chat/as-failure.ts';
import type { ChatEvent, Found } from '../chat/chat-event.ts';
import type { KnowledgeConfig } from '../models/knowledge.ts';
import type { Question } from '../source.ts';
import { toCitedBy } from './ask/cited-by.ts';
import { toInstructions } from './ask/instructions.ts';
import { withPassages } from './ask/with-passages.ts';
import { createCite } from './cite/cite.ts';
import type { Host } from './host.ts';
import { refusalOf } from './refuse.ts';
import { beginSearch, type Searching, type Used } from './search/begin-search.ts';
import type { Searched } from './search/search.ts';
import { toSource } from './search/to-source.ts';

/** The way of an answer from documents: search, ask the model with what was found, tell the sources and then its words with their citations. */
export function answerFrom(asked: Question, knowledge: KnowledgeConfig, host: Host): AsyncIterable<ChatEvent> {
  const refused = refusalOf(asked);
  if (refused) return around(() => Promise.reject(refused), {});
  const leaving = new AbortController();
  const chat = { ...asked.chat, turns: mergeTurns(asked.chat.turns) };
  const question = { ...asked, chat, signal: AbortSignal.any([asked.signal, leaving.signal]) };
  const searching = beginSearch(question, knowledge, host);
  return around(answer(question, knowledge, host, searching), { after: () => leaving.abort('over') });
}

async function* answer(
  question: Question,
  knowledge: KnowledgeConfig,
  host: Host,
  { find, used }: Searching,
): AsyncGenerator<ChatEvent> {
  let hasBegun = false;
  try {
    const searched = await find();
    const found = toFound(searched);
    noteIn(question, searched);
    const asked = { ...question, model: host.modelOf(knowledge.model) };
    const citedBy = toCitedBy(asked, host.modelOf);
    const instructions = toInstructions(knowledge, searched, citedBy);
    const { systemPrompt } = host;
    const given = withPassages(asked, searched.passages, { citedBy, instructions, systemPrompt });
    const citable = found.sources.map((source, at) => ({ source, text: searched.passages[at]?.text ?? '' }));
    const cite = createCite(citable, citedBy, given.before);
    for await (const event of host.models(given.question)) {
      if (event.type === 'message-start') {
        hasBegun = true;
        yield withHeader(event, found);
        yield { type: 'sources', ...found };
        yield* used;
      } else {
        for (const own of cite(event)) yield hasBegun ? own : withSpent(own, used);
      }
    }
  } catch (error) {
    yield withSpent({ type: 'failure', failure: asFailure(error) }, used);
  }
}

function toFound({ passages, failure }: Searched): Found {
  return {
    sources: passages.map((passage, at) => toSource(passage, at + 1)),
    ...(failure && { isUnavailable: true }),
  };
}

function noteIn({ note }: Question, { passages, failure }: Searched): void {
  note({ sources: passages.length, ...(failure && { searchFailure: failure.kind }) });
}

/** For clients that see no sources: how many were found. */
function withHeader(
  start: Extract<ChatEvent, { readonly type: 'message-start' }>,
  { sources, isUnavailable }: Found,
): ChatEvent {
  const told = isUnavailable ? 'unavailable' : String(sources.length);
  return { ...start, headers: { ...start.headers, 'x-rivulet-sources': told } };
}

/** What a rewritten question has cost before there was an answer. */
function withSpent(event: ChatEvent, used: readonly Used[]): ChatEvent {
  return event.type === 'failure' && used.length > 0 ? { ...event, spent: used } : event;
}
