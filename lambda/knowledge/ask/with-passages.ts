import type { Turn } from '../../chat/chat-request.ts';
import type { Content } from '../../chat/content.ts';
import type { Question } from '../../source.ts';
import type { Passage } from '../search/passage.ts';
import type { CitedBy } from './cited-by.ts';
import { toNumbered } from './to-numbered.ts';

interface Told {
  readonly citedBy: CitedBy;
  readonly instructions: string;
  readonly systemPrompt: string | undefined;
}

/** A question with what was found for it. */
export interface Given {
  readonly question: Question;
  /** How many search results it has before those that were found. */
  readonly before: number;
}

/** What was found stands right before the last question's words, so that the turns before it can stay in the model's cache; what its model is told stands last. */
export function withPassages(
  question: Question,
  passages: readonly Passage[],
  { citedBy, instructions, systemPrompt }: Told,
): Given {
  const { chat } = question;
  const last = chat.turns.findLastIndex(({ role }) => role === 'user');
  const found = toContent(passages, citedBy);
  const turns = chat.turns.map((turn, at) => (at === last ? { ...turn, content: [...found, ...turn.content] } : turn));
  const own = chat.system ?? (systemPrompt === undefined ? [] : [{ kind: 'text', text: systemPrompt } as const]);
  const system = [...own, { kind: 'text', text: instructions } as const];
  const cites = citedBy === 'search-results' && passages.length > 0;
  return {
    question: { ...question, chat: { ...chat, system, turns: cites ? turns.map(citing) : turns } },
    before: chat.turns.slice(0, last).reduce((sum, { content }) => sum + countResults(content), 0),
  };
}

function toContent(passages: readonly Passage[], citedBy: CitedBy): readonly Content[] {
  if (passages.length === 0) return [];
  if (citedBy !== 'search-results') return [{ kind: 'text', text: toNumbered(passages) }];
  return passages.map(({ title, url, text }, at) => ({
    kind: 'search-result',
    title,
    source: url ?? `source-${at + 1}`,
    passages: [text],
    isCited: true,
  }));
}

function countResults(content: readonly Content[]): number {
  return content.reduce((sum, part) => {
    if (part.kind === 'tool-result') return sum + countResults(part.content);
    return part.kind === 'search-result' ? sum + 1 : sum;
  }, 0);
}

/** Claude wants citations of all that a request has, or of nothing (Anthropic, "Search results"). */
function citing(turn: Turn): Turn {
  return { ...turn, content: turn.content.map(cited) };
}

function cited<Part extends Content>(part: Part): Part {
  if (part.kind === 'tool-result') return { ...part, content: part.content.map(cited) };
  return part.kind === 'document' || part.kind === 'search-result' ? { ...part, isCited: true } : part;
}
