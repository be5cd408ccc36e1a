import { randomBytes } from 'node:crypto';
import type { Turn } from '../../chat/chat-request.ts';
import type { Content, TextContent } from '../../chat/content.ts';
import type { Question } from '../../source.ts';
import type { Passage } from '../search/passage.ts';
import type { CitedBy } from './cited-by.ts';

/** The question with what was found right before its words, so that the turns before it can stay in the model's cache, and with what its model is told. */
export function withPassages(
  question: Question,
  passages: readonly Passage[],
  { citedBy, instructions, systemPrompt }: Told,
): Question {
  const { chat } = question;
  const last = chat.turns.findLastIndex(({ role }) => role === 'user');
  const found = toContent(passages, citedBy);
  const turns = chat.turns.map((turn, at) => (at === last ? { ...turn, content: [...found, ...turn.content] } : turn));
  const before = chat.system ?? (systemPrompt === undefined ? [] : [{ kind: 'text', text: systemPrompt } as const]);
  const system = [...before, { kind: 'text', text: instructions } as const];
  const cites = citedBy === 'search-results' && passages.length > 0;
  return { ...question, chat: { ...chat, system, turns: cites ? turns.map(citing) : turns } };
}

interface Told {
  readonly citedBy: CitedBy;
  readonly instructions: string;
  readonly systemPrompt: string | undefined;
}

function toContent(passages: readonly Passage[], citedBy: CitedBy): readonly Content[] {
  if (passages.length === 0) return [];
  if (citedBy !== 'search-results') return [toNumbered(passages)];
  return passages.map(({ title, url = title, text }) => ({
    kind: 'search-result',
    title,
    source: url,
    passages: [text],
    isCited: true,
  }));
}

/** The name of the tags is new each time: no document can end its source, or begin another one. */
function toNumbered(passages: readonly Passage[]): TextContent {
  const nonce = randomBytes(6).toString('hex');
  const sources = passages.map(
    ({ title, text }, at) =>
      `<source-${nonce} n="${at + 1}" title="${title.replaceAll(/["<>]/g, "'")}">\n${text}\n</source-${nonce}>`,
  );
  return { kind: 'text', text: `<sources-${nonce}>\n${sources.join('\n')}\n</sources-${nonce}>` };
}

/** Claude wants citations of all that a request has, or of nothing (Anthropic, "Search results"). */
function citing(turn: Turn): Turn {
  return {
    ...turn,
    content: turn.content.map((part) => (part.kind === 'document' ? { ...part, isCited: true } : part)),
  };
}
