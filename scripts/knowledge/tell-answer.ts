import { type AnswerEvent, citedNumber, type Source } from '../ask/answer-event.ts';
import { toPrintable, toPrintableLine } from '../printable.ts';

/** What is printed of an answer, piece by piece: what was found, the words with their marks as they come, and what they cite. */
export async function* tellAnswer(events: AsyncIterable<AnswerEvent>): AsyncGenerator<string> {
  const sources = new Map<number, Source>();
  const cited = new Set<number>();
  for await (const event of events) {
    switch (event.type) {
      case 'sources':
        for (const source of event.data.sources) sources.set(source.n, source);
        yield toSourceLines(event.data);
        break;
      case 'delta':
        yield toPrintable(event.data.text);
        break;
      case 'citation': {
        const n = citedNumber(event.data);
        if (n === undefined) break;
        cited.add(n);
        yield ` [${n}]`;
        break;
      }
      case 'retraction':
        yield '\n\n(A guardrail took back the text above.)';
        break;
      case 'error':
        break;
      case 'done':
        yield `\n${toEnd(event.data.stopReason)}${toCitedLines(cited, sources)}`;
        break;
    }
  }
}

function toSourceLines({ sources, unavailable = false }: Extract<AnswerEvent, { type: 'sources' }>['data']): string {
  if (unavailable) return 'The documents could not be searched.\n\n';
  if (sources.length === 0) return 'Nothing was found in the documents.\n\n';
  return `${['Found:', ...sources.map(toLine)].join('\n')}\n\n`;
}

function toLine({ n, title, url, score }: Source): string {
  const facts = [title, url, score?.toFixed(2)].filter((fact) => fact !== undefined);
  return `  [${n}] ${facts.map(toPrintableLine).join('  ')}`;
}

function toEnd(stopReason: string): string {
  return stopReason === 'end_turn'
    ? ''
    : `(The answer stopped before it was finished: ${toPrintableLine(stopReason)}.)\n`;
}

function toCitedLines(cited: ReadonlySet<number>, sources: ReadonlyMap<number, Source>): string {
  const lines = [...cited].toSorted((one, other) => one - other).flatMap((n) => sources.get(n) ?? []);
  return lines.length === 0 ? '\nNothing is cited.\n' : `\n${['Cited:', ...lines.map(toLine)].join('\n')}\n`;
}
