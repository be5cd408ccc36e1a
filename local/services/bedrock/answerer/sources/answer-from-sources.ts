import type { Step } from '../../play/scenario.ts';
import { type LimitedAnswer, limitAnswer, type Limits } from '../limit-answer.ts';
import { standIn } from '../stand-in.ts';
import type { Answer } from '../to-scenario.ts';
import type { Json } from '../tools/tool.ts';
import { toTokens } from '../words.ts';
import { chooseQuotes } from './choose-quotes.ts';
import { phrasesFor } from './phrases.ts';
import type { Given } from './read-sources.ts';
import type { Source } from './source.ts';

/** Text that may be cited. */
interface Part {
  readonly text: string;
  readonly citation?: Json;
}

/** Quotes the sentences that fit the question, each with the citation of its source, as a model would; or says that there is none. */
export function answerFromSources(given: Given, limits: Limits): Answer {
  return toAnswer(toParts(given), limits);
}

function toParts(given: Given): readonly Part[] {
  const { question, sources, citedBy } = given;
  const quotes = chooseQuotes(question, sources);
  if (quotes.length === 0) return [{ text: `${standIn}.\n\n${tellMissing(given)}` }];
  const phrases = phrasesFor(question);
  const announced = { text: `${standIn}: it quotes what was found.` };
  const quoted = quotes.map(({ sentence, source }) => ({ sentence, source, text: `\n\n${phrases.quote(sentence)}` }));
  if (citedBy === 'search-results')
    return [
      announced,
      ...quoted.map(({ sentence, source, text }) => ({ text, citation: toCitation(source, sentence) })),
    ];
  const marked = quoted.map(({ source, text }) => (citedBy === 'numbers' ? `${text} [${source.n}]` : text));
  return [{ text: announced.text + marked.join('') }];
}

/** That there are no sources, or none that says anything about the question. */
function tellMissing({ question, missing, mayAnswerWithout }: Given): string {
  const { notFound, notSearched, notSaid, modelGoesOn } = phrasesFor(question);
  const why = { 'not-found': notFound, 'not-searched': notSearched, 'not-said': notSaid }[missing ?? 'not-said'];
  return mayAnswerWithout ? why + modelGoesOn : why;
}

function toCitation({ n, title, source = '' }: Source, sentence: string): Json {
  return {
    title,
    source,
    sourceContent: [{ text: sentence }],
    location: { searchResultLocation: { searchResultIndex: n - 1, start: 0, end: 1 } },
  };
}

/** A block for each part, as Claude makes them where it cites. */
function toAnswer(parts: readonly Part[], limits: Limits): Answer {
  const { tokens, stopReason } = limitAnswer(parts.map(({ text }) => text).join(''), limits);
  let left = tokens.join('').length;
  const blocks: Answer['blocks'][number][] = [];
  for (const { text, citation } of parts) {
    const said = toTokens(text.slice(0, left));
    // What was not said to its end cites nothing.
    if (said.length > 0) blocks.push(toBlock(said, left >= text.length ? citation : undefined));
    left = Math.max(0, left - text.length);
  }
  return { blocks, stopReason };
}

function toBlock(tokens: LimitedAnswer['tokens'], citation: Json | undefined): Answer['blocks'][number] {
  const toSteps = (block: number): readonly Step[] => [
    { text: [...tokens], block },
    ...(citation ? [{ event: 'contentBlockDelta', data: { contentBlockIndex: block, delta: { citation } } }] : []),
  ];
  return { tokens, toSteps };
}
