import { expect, test } from 'vitest';
import { cite } from '../../../../web/chat/answer/cite.ts';
import type { Part } from '../../../../web/chat/answer/parts.ts';
import { openTool } from '../../../../web/chat/answer/parts.ts';

type Citation = Parameters<typeof cite>[1];

const text = (written: string): Part => ({ kind: 'text', text: written });
const found = [1, 2].map((n) => ({ n, title: `T${n}`, snippet: 's', quotes: [] }));
const ofResult = (result: number): Citation => ({
  title: 'forged',
  source: 'https://evil.example',
  quotes: ['q'],
  location: { unit: 'search-result', result, start: 0, end: 1 },
});

test('a source that was found keeps its own title, and gets a mark behind the last words', () => {
  const { parts, sources } = cite({ parts: [text('One.')], sources: found }, ofResult(1));
  expect(parts).toEqual([{ kind: 'text', text: 'One.', marks: [{ at: 4, source: 1 }] }]);
  expect(sources).toEqual([found[0], { ...found[1], quotes: ['q'], isCited: true }]);
});

test('a source that was not found is none', () => {
  const before = { parts: [text('One.')], sources: found };
  expect(cite(before, ofResult(2))).toEqual(before);
  expect(cite(before, ofResult(-1))).toEqual(before);
});

test('marks of one place are told one after the other, each once', () => {
  const cited = [0, 1, 0].reduce(
    (before, result) => cite(before, ofResult(result)),
    cite({ parts: [text('One.')], sources: found }, ofResult(0)),
  );
  expect(cited.parts).toMatchObject([
    {
      marks: [
        { at: 4, source: 0 },
        { at: 4, source: 1 },
      ],
    },
  ]);
});

test('what is no text has no marks; before the first word there is nothing to mark', () => {
  const parts = [text('One.'), openTool({ index: 1, id: 'a', name: 'clock' })];
  expect(cite({ parts, sources: found }, ofResult(0)).parts).toMatchObject([{ marks: [{ at: 4 }] }, { kind: 'tool' }]);
  expect(cite({ parts: [], sources: found }, ofResult(0))).toMatchObject({
    parts: [],
    sources: [{ isCited: true }, {}],
  });
});

test('a file of the question is a source of its own; cited again it is the same, with both quotes', () => {
  const quote = (quoted: string): Citation => ({
    title: 'Tides',
    quotes: [quoted],
    location: { unit: 'pages', document: 0, start: 1, end: 2 },
  });
  const once = cite({ parts: [text('One.')], sources: found }, quote('a'));
  const again = cite(cite(once, quote('b')), quote('a'));
  expect(again.sources.slice(2)).toEqual([{ title: 'Tides', quotes: ['a', 'b'] }]);
  expect(again.parts).toMatchObject([{ marks: [{ at: 4, source: 2 }] }]);
  // Its title is that of one that was found.
  expect(cite(once, { title: 'T1', quotes: [] }).sources).toHaveLength(4);
});

test('search results that the request itself had are sources, too, where no documents were searched', () => {
  expect(cite({ parts: [], sources: [] }, ofResult(4)).sources).toEqual([
    { title: 'forged', source: 'https://evil.example', quotes: ['q'] },
  ]);
});

test('a page of the web has its address', () => {
  const location = { unit: 'web', url: 'https://example.com/a' } as const;
  expect(cite({ parts: [], sources: [] }, { quotes: [], location }).sources).toEqual([
    { url: 'https://example.com/a', quotes: [] },
  ]);
});
