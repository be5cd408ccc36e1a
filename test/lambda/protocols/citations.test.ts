import { expect, test } from 'vitest';
import type { Citation } from '../../../lambda/chat/chat-event.ts';
import { toAnnotation as toChat } from '../../../lambda/protocols/openai-chat/answer/annotation.ts';
import { toAnnotation as toResponses } from '../../../lambda/protocols/openai-responses/answer/annotation.ts';
import { toSource } from '../../../lambda/protocols/ui-messages/answer/source.ts';

const quotes = ['twice a day'];
const url = 'https://example.com/tides';
const at = { start_index: 7, end_index: 7 };
const inDocument = { unit: 'characters', document: 2, start: 0, end: 9 } as const;
const inPages = { unit: 'pages', document: 2, start: 0, end: 1 } as const;
const inResult = { unit: 'search-result', result: 1, start: 0, end: 1 } as const;
const onWeb = { unit: 'web', url } as const;

const chat = (address: string, title: string) => ({
  type: 'url_citation',
  url_citation: { url: address, title, ...at },
});
const web = (title: string) => ({ type: 'url_citation', url, title, ...at });
const file = (id: string, filename: string) => ({ type: 'file_citation', file_id: id, filename, index: 7 });
const uiUrl = (title: string) => ({ type: 'source-url', sourceId: 's', url, title });
const uiDocument = (title: string, more = {}) => ({
  type: 'source-document',
  sourceId: 's',
  mediaType: 'text/plain',
  title,
  ...more,
});

const cases: Record<string, [citation: Citation, chat: unknown, responses: unknown, ui: unknown]> = {
  'a page on the web': [{ title: 'Tides', quotes, location: onWeb }, chat(url, 'Tides'), web('Tides'), uiUrl('Tides')],
  'a page without a title': [{ quotes, location: onWeb }, chat(url, url), web(url), uiUrl(url)],
  'a document': [
    { title: 'Tides', quotes, location: inDocument },
    chat('#document-2', 'Tides'),
    file('document-2', 'Tides'),
    uiDocument('Tides'),
  ],
  'a document of pages': [
    { title: 'Tides', source: 'tides.pdf', quotes, location: inPages },
    chat('#document-2', 'Tides'),
    file('document-2', 'Tides'),
    uiDocument('Tides', { mediaType: 'application/pdf', filename: 'tides.pdf' }),
  ],
  'a document without a name': [
    { quotes, location: inDocument },
    chat('#document-2', 'document-2'),
    file('document-2', 'document-2'),
    uiDocument('document-2'),
  ],
  'a search result from the web': [
    { title: 'Tides', source: url, quotes, location: inResult },
    chat(url, 'Tides'),
    web('Tides'),
    uiUrl('Tides'),
  ],
  'a search result from elsewhere': [
    { title: 'Tides', source: 'handbook/tides', quotes, location: inResult },
    chat('#search-result-1', 'Tides'),
    file('search-result-1', 'Tides'),
    uiDocument('Tides', { filename: 'handbook/tides' }),
  ],
  'a source without a place': [
    { source: 'the old handbook', quotes },
    chat('#source', 'the old handbook'),
    file('the old handbook', 'the old handbook'),
    uiDocument('the old handbook', { filename: 'the old handbook' }),
  ],
  'an address that is none': [
    { source: 'javascript:alert(1)', quotes, location: inResult },
    chat('#search-result-1', 'javascript:alert(1)'),
    file('search-result-1', 'javascript:alert(1)'),
    uiDocument('javascript:alert(1)', { filename: 'javascript:alert(1)' }),
  ],
  'words alone': [{ quotes }, undefined, undefined, undefined],
};

test.each(Object.entries(cases))('%s is cited in every format that can', (_, [citation, ...expected]) => {
  expect([toChat(citation, 7), toResponses(citation, 7), toSource(citation, 's')]).toEqual(expected);
});
