import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { askSource, script, start, stop } from '../../fixtures/handling/ask-source.ts';

const url = 'https://docs.example.com/limits';
const limits = { n: 1, title: 'Limits', url, snippet: 'A body has…', score: 0.9 };
const keys = { n: 2, title: 'Keys', snippet: 'A key is…', score: 0.4 };

const cites = (result: number, title: string, source: string): ChatEvent => ({
  type: 'citation',
  index: 0,
  citation: {
    title,
    source,
    quotes: ['A body has 5 MB.'],
    location: { unit: 'search-result', result, start: 0, end: 1 },
  },
});
const block: ChatEvent = { type: 'block-start', index: 0, block: { kind: 'text' } };
const delta = (text: string): ChatEvent => ({ type: 'text-delta', index: 0, text });
const blockStop: ChatEvent = { type: 'block-stop', index: 0 };
const usage: ChatEvent = { type: 'usage', model: 'haiku', usage: { input: 3, output: 2, total: 5 } };
const both: ChatEvent = { type: 'sources', sources: [limits, keys] };

const cited: ChatEvent[] = [
  start,
  both,
  block,
  delta('It is 5 MB'),
  cites(0, 'Limits', url),
  delta('. For one person.'),
  cites(1, 'Keys', 'source-2'),
  blockStop,
  usage,
  stop,
];
const plain = (found: ChatEvent): ChatEvent[] => [start, found, block, delta('Nobody knows.'), blockStop, usage, stop];
const nothing: ChatEvent = { type: 'sources', sources: [] };
const unavailable: ChatEvent = { type: 'sources', sources: [], isUnavailable: true };

const asking = (events: readonly ChatEvent[], more: Partial<Parameters<typeof askSource>[0]> = {}) =>
  askSource({ source: script(events), ...more });
const dataOf = (text: string) =>
  [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json = '']): { readonly type?: string } => JSON.parse(json));

describe('sources in our own formats', () => {
  test('SSE: an event of their own before the first delta', async () => {
    const { text } = await asking(cited);
    expect(text).toContain(`event: sources\ndata: ${JSON.stringify({ sources: [limits, keys] })}\n\n`);
    expect([...text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type)).toEqual([
      'start',
      'sources',
      'delta',
      'citation',
      'delta',
      'citation',
      'usage',
      'done',
    ]);
  });

  test.each([
    ['nothing', nothing, { sources: [] }],
    ['no search at all', unavailable, { sources: [], unavailable: true }],
  ])('SSE, NDJSON and JSON say that there was %s', async (_, found, data) => {
    const { text } = await asking(plain(found));
    expect(text).toContain(`event: sources\ndata: ${JSON.stringify(data)}\n\n`);
    const lines = await asking(plain(found), { accept: 'application/x-ndjson' });
    expect(lines.text).toContain(`${JSON.stringify({ type: 'sources', ...data })}\n`);
    const whole = await asking(plain(found), { accept: 'application/json' });
    expect(JSON.parse(whole.text)).toMatchObject(data);
  });

  test('JSON: beside the citations; an answer without documents has none', async () => {
    const { text } = await asking(cited, { accept: 'application/json' });
    expect(JSON.parse(text)).toMatchObject({
      sources: [limits, keys],
      citations: [
        { title: 'Limits', at: 10 },
        { title: 'Keys', at: 27 },
      ],
    });
    const without = await asking([start, block, delta('Hi'), blockStop, usage, stop], { accept: 'application/json' });
    expect(JSON.parse(without.text)).not.toHaveProperty('sources');
  });

  test('plain text: numbers behind the words, and those that were cited at the end', async () => {
    const { text } = await asking(cited, { accept: 'text/plain' });
    expect(text).toBe(`It is 5 MB [1]. For one person. [2]\n\n[1] Limits: ${url}\n[2] Keys\n`);
  });

  test.each([
    [
      'not what was found and not cited',
      [start, both, block, delta('Hi'), cites(1, 'Keys', 'source-2'), blockStop, stop],
      'Hi [2]\n\n[2] Keys\n',
    ],
    ['nothing where nothing is cited', plain(both), 'Nobody knows.'],
    ['nothing that was not found', [start, block, delta('Hi'), cites(6, 'Mine', 'x'), blockStop, stop], 'Hi'],
    [
      'each once',
      [start, both, block, delta('Hi'), cites(1, 'Keys', 'source-2'), cites(1, 'Keys', 'source-2'), blockStop, stop],
      'Hi [2] [2]\n\n[2] Keys\n',
    ],
  ])('plain text lists %s', async (_, events, expected) => {
    expect((await asking(events, { accept: 'text/plain' })).text).toBe(expected);
  });
});

describe('UI messages', () => {
  const ui = (events: readonly ChatEvent[]) =>
    asking(events, {
      path: '/api/chat',
      body: { id: 'c', messages: [{ id: '1', role: 'user', parts: [{ type: 'text', text: 'Hi' }] }] },
    });

  test('have each source before the first word, and which one is cited where', async () => {
    const parts = dataOf((await ui(cited)).text).filter(({ type }) => /source|citation|text/.test(type ?? ''));
    expect(parts).toEqual([
      { type: 'source-url', sourceId: 'found-1', url, title: 'Limits' },
      { type: 'source-document', sourceId: 'found-2', mediaType: 'text/plain', title: 'Keys', filename: 'Keys' },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'It is 5 MB' },
      { type: 'data-citation', data: { sourceId: 'found-1' } },
      { type: 'text-delta', id: '0', delta: '. For one person.' },
      { type: 'data-citation', data: { sourceId: 'found-2' } },
      { type: 'text-end', id: '0' },
    ]);
  });

  test('have a document of the question as a source behind those', async () => {
    const location = { unit: 'pages', document: 0, start: 1, end: 2 } as const;
    const own: ChatEvent = { type: 'citation', index: 0, citation: { title: 'Mine', quotes: [], location } };
    const parts = dataOf((await ui([start, both, block, delta('Hi'), own, blockStop, stop])).text);
    expect(parts.filter(({ type }) => type?.startsWith('source'))).toMatchObject([
      { sourceId: 'found-1' },
      { sourceId: 'found-2' },
      { sourceId: 'source-0', title: 'Mine' },
    ]);
  });

  test.each([
    ['nothing', nothing, { found: 0 }],
    ['no search at all', unavailable, { found: 0, unavailable: true }],
  ])('say that there was %s', async (_, found, data) => {
    expect(dataOf((await ui(plain(found))).text)).toContainEqual({ type: 'data-sources', data });
  });
});

describe('APIs of others cite what they can', () => {
  const body = { messages: [{ role: 'user', content: 'Hi' }] };

  test('Chat Completions: url_citation annotations', async () => {
    const { text } = await asking(cited, { path: '/v1/chat/completions', body });
    expect(JSON.parse(text).choices[0].message).toMatchObject({
      content: 'It is 5 MB. For one person.',
      annotations: [
        { type: 'url_citation', url_citation: { url, title: 'Limits', start_index: 10 } },
        { type: 'url_citation', url_citation: { url: '#search-result-1', title: 'Keys', start_index: 27 } },
      ],
    });
  });

  test('Responses: url_citation and file_citation annotations', async () => {
    const { text } = await asking(cited, { path: '/v1/responses', body: { input: 'Hi', store: false } });
    expect(JSON.parse(text).output[0].content[0]).toMatchObject({
      text: 'It is 5 MB. For one person.',
      annotations: [
        { type: 'url_citation', url, title: 'Limits' },
        { type: 'file_citation', file_id: 'search-result-1', filename: 'Keys' },
      ],
    });
  });

  test('Messages: search_result_location citations, each in the block of its words, streamed and whole', async () => {
    const toCitation = (search_result_index: number, source: string, title: string) => ({
      type: 'search_result_location',
      search_result_index,
      source,
      title,
      cited_text: 'A body has 5 MB.',
    });
    const blocks = [
      { type: 'text', text: 'It is 5 MB', citations: [toCitation(0, url, 'Limits')] },
      { type: 'text', text: '. For one person.', citations: [toCitation(1, 'source-2', 'Keys')] },
    ];
    const asked = { ...body, model: 'haiku', max_tokens: 100 };
    const whole = await asking(cited, { path: '/v1/messages', body: asked });
    expect(JSON.parse(whole.text).content).toMatchObject(blocks);
    const streamed = await asking(cited, { path: '/v1/messages', body: { ...asked, stream: true } });
    expect(
      dataOf(streamed.text).flatMap(({ type }) => (type?.startsWith('content_block') ? type.slice(14) : [])),
    ).toEqual(['start', 'delta', 'delta', 'stop', 'start', 'delta', 'delta', 'stop']);
  });
});
