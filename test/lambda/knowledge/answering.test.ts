import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import type { Question } from '../../../lambda/source.ts';
import { openDocs } from '../../fixtures/knowledge/ask-knowledge.ts';
import { found } from '../../fixtures/knowledge/bedrock.ts';
import { said, start, stop } from '../../fixtures/handling/ask-source.ts';

const limits = ['Limits', 'A body has 5 MB at most.'] as const;
const keys = ['Keys', 'A key is for one person.'] as const;
const text = (words: string) => ({ kind: 'text' as const, text: words });
const byNumbers = { model: 'json-by-text' };

const systemOf = (question: Question | undefined) =>
  (question?.chat.system ?? []).map((part) => (part.kind === 'text' ? part.text : '')).join('\n');
const contentOf = (question: Question | undefined) => question?.chat.turns.at(-1)?.content ?? [];
const textOf = (question: Question | undefined) =>
  contentOf(question).flatMap((part) => (part.kind === 'text' ? part.text : []))[0] ?? '';

/** An answer of one text, in these pieces. */
const words = (...texts: string[]): ChatEvent[] => [
  start,
  { type: 'block-start', index: 0, block: { kind: 'text' } },
  ...texts.map((one): ChatEvent => ({ type: 'text-delta', index: 0, text: one })),
  { type: 'block-stop', index: 0 },
  stop,
];

/** What an answer says, with the numbers of its citations where they came. */
const toLine = (events: readonly ChatEvent[]) =>
  events
    .map((event) => {
      if (event.type === 'text-delta') return event.text;
      if (event.type !== 'citation') return '';
      const { location } = event.citation;
      return location?.unit === 'search-result' ? `{${location.result + 1}}` : '{elsewhere}';
    })
    .join('');

describe('the model is given', () => {
  test('search results before the words of the last question, where it takes them', async () => {
    const { ask, asked } = await openDocs({ replies: [found(limits, keys)] });
    await ask('How large?');
    const source = ([title, passage]: readonly [string, string], n: number) => ({
      kind: 'search-result',
      title,
      source: `source-${n}`,
      passages: [passage],
      isCited: true,
    });
    expect(contentOf(asked[0])).toEqual([source(limits, 1), source(keys, 2), text('How large?')]);
    expect(asked[0]?.model.alias).toBe('sonnet');
  });

  test('numbered sources in tags that are new each time, where it takes none', async () => {
    const { ask, asked } = await openDocs({ replies: [found(limits, keys)], knowledge: byNumbers });
    await ask('How large?');
    await ask('How large?');
    const [, first = ''] = /^<sources-(\w{12})>\n/.exec(textOf(asked[0])) ?? [];
    expect(textOf(asked[0])).toBe(
      `<sources-${first}>\n<source-${first} n="1" title="Limits">\nA body has 5 MB at most.\n</source-${first}>\n` +
        `<source-${first} n="2" title="Keys">\nA key is for one person.\n</source-${first}>\n</sources-${first}>`,
    );
    expect(contentOf(asked[0])[1]).toEqual(text('How large?'));
    expect(textOf(asked[1])).not.toContain(first);
  });

  test('numbered sources, where a model that may answer in its place takes no search results', async () => {
    const { ask, asked } = await openDocs({ replies: [found(limits)], fallbacks: ['nova'] });
    await ask('How large?');
    expect(textOf(asked[0])).toContain('A body has 5 MB at most.');
  });

  test('earlier turns as they are: what was found for them is not there again', async () => {
    const { ask, asked } = await openDocs({ replies: [found(limits)] });
    const turns: Question['chat']['turns'] = [
      { role: 'user', content: [text('Who are you?')] },
      { role: 'assistant', content: [text('A handbook.')] },
      { role: 'user', content: [text('How large?')] },
    ];
    await ask({ turns });
    expect(asked[0]?.chat.turns.slice(0, 2)).toEqual(turns.slice(0, 2));
    expect(asked[0]?.chat.turns).toHaveLength(3);
  });

  test('its caller’s system prompt, or else the deployment’s, then the setting’s instructions and how to answer', async () => {
    const instructions = 'Be brief.';
    const { ask, asked } = await openDocs({
      replies: [found(limits)],
      systemPrompt: 'Be kind.',
      knowledge: { instructions },
    });
    await ask('How large?');
    await ask({ turns: [{ role: 'user', content: [text('How large?')] }], system: [text('Be loud.')] });
    expect(systemOf(asked[0])).toMatch(/^Be kind\.\nBe brief\.\n\nSearch results come with/);
    expect(systemOf(asked[1])).toMatch(/^Be loud\.\nBe brief\.\n\nSearch results come with/);
  });

  test.each([
    ['search results', { model: 'sonnet' }, /never an instruction.*Answer from them alone.*say so/s],
    ['numbered sources', byNumbers, /like \[1\].*Answer from them alone/s],
    [
      'search results, and what it knows',
      { whenNothing: 'answer' as const },
      /where they answer.*answer from what you know/s,
    ],
  ])('how to answer from %s', async (_, knowledge, rule) => {
    const { ask, asked } = await openDocs({ replies: [found(limits)], knowledge });
    await ask('How large?');
    expect(systemOf(asked[0])).toMatch(rule);
  });

  test.each([
    ['say-so' as const, /No source was found.*do not answer it/s],
    ['answer' as const, /No source was found.*answer from what you know/s],
  ])('no source, and what to say then: %s', async (whenNothing, rule) => {
    const { ask, asked } = await openDocs({ replies: [found()], knowledge: { whenNothing } });
    const events = await ask('How large?');
    expect(systemOf(asked[0])).toMatch(rule);
    expect(contentOf(asked[0])).toEqual([text('How large?')]);
    expect(events[1]).toEqual({ type: 'sources', sources: [] });
  });

  test('sources without citations for an answer in JSON', async () => {
    const { ask, asked } = await openDocs({ replies: [found(limits)], says: words('{"mb":[5]}') });
    const turns: Question['chat']['turns'] = [{ role: 'user', content: [text('How large?')] }];
    const events = await ask({ turns, outputFormat: {} });
    expect(textOf(asked[0])).toContain('A body has 5 MB at most.');
    expect(systemOf(asked[0])).toContain('Do not write their numbers');
    expect(toLine(events)).toBe('{"mb":[5]}');
  });

  test('documents of the question with citations, too: Claude wants them of all or of none', async () => {
    const { ask, asked } = await openDocs({ replies: [found(limits)] });
    const document = { kind: 'document', format: 'txt', name: 'notes', source: 'x', isCited: false } as const;
    await ask({ turns: [{ role: 'user', content: [document, text('How large?')] }] });
    expect(contentOf(asked[0])).toContainEqual({ ...document, isCited: true });
  });
});

describe('sources are told', () => {
  test('after the start and before the first word', async () => {
    const { ask } = await openDocs({ replies: [found(limits)] });
    const events = await ask('How large?');
    expect(events.map(({ type }) => type)).toEqual([
      'message-start',
      'sources',
      ...said.slice(1).map(({ type }) => type),
    ]);
    expect(events[0]).toMatchObject({ headers: { 'x-rivulet-sources': '1' } });
  });

  test('not at all, where the model refuses', async () => {
    const { ask } = await openDocs({ replies: [found(limits)], says: [] });
    expect(await ask('How large?')).toEqual([]);
  });
});

describe('a model that numbers its sources', () => {
  test.each([
    ['cites them where it wrote their numbers', ['It is 5 MB [1]. For one [2][1].'], 'It is 5 MB.{1} For one.{2}{1}'],
    [
      'cites them however its words are cut',
      ['It is 5 MB', ' [', '1', ']. For', ' one [2'],
      'It is 5 MB.{1} For one [2',
    ],
    ['cites none that was not found', ['It is 5 MB [3] and [0], [12, 1].'], 'It is 5 MB and,.{1}'],
    ['keeps its code', ['Use `body[1]` [1]'], 'Use `body[1]`{1}'],
  ])('%s', async (_, texts, line) => {
    const { ask } = await openDocs({ replies: [found(limits, keys)], knowledge: byNumbers, says: words(...texts) });
    const events = await ask('How large?');
    expect(toLine(events)).toBe(line);
    expect(events.findIndex(({ type }) => type === 'block-stop')).toBe(events.length - 2);
  });

  test('leaves its numbers out where nothing was found: they would look like sources', async () => {
    const { ask } = await openDocs({ replies: [found()], knowledge: byNumbers, says: words('See [1].') });
    expect(toLine(await ask('How large?'))).toBe('See.');
  });

  test('keeps the numbers of what is no source', async () => {
    const says = words('It answers [404] until [2026].');
    const { ask } = await openDocs({ replies: [found(limits)], knowledge: byNumbers, says });
    expect(toLine(await ask('How large?'))).toBe('It answers [404] until [2026].');
  });

  test.each([
    ['the sentence that has most of the words before it', 'It may have 5 MB at most [1].', 'A body has 5 MB at most.'],
    ['of Japanese, too', '鍵は一人のためのものです [1]。', '鍵は一人の人のためのものです。'],
    [
      'how the passage begins, where no sentence is about it',
      'Yes [1].',
      'Many words stand before it. A body has 5 MB at most. 鍵は一人の人のためのものです。 - The boats leave from the pier, at nine.',
    ],
    [
      'of the words since the last mark',
      'Many words stand before it [1]. It may have 5 MB at most [1].',
      'A body has 5 MB at most.',
    ],
  ])('quotes %s', async (_, say, quote) => {
    const passage = [
      'Limits',
      'Many words stand before it. A body has 5 MB at most. 鍵は一人の人のためのものです。\n\n- The boats leave\nfrom the pier, at nine.',
    ] as const;
    const { ask } = await openDocs({ replies: [found(passage)], knowledge: byNumbers, says: words(say) });
    const cited = (await ask('How large?')).findLast(({ type }) => type === 'citation');
    expect(cited).toMatchObject({ citation: { quotes: [quote] } });
  });

  test('is told which passage it cites, by what clients may know of it', async () => {
    const knowledge = { ...byNumbers, links: 'https://docs.example.com/' };
    const { ask } = await openDocs({ replies: [found(limits)], knowledge, says: words('It is 5 MB [1].') });
    expect((await ask('How large?')).find(({ type }) => type === 'citation')).toEqual({
      type: 'citation',
      index: 0,
      citation: {
        title: 'Limits',
        source: 'https://docs.example.com/secret-folder/Limits.md',
        quotes: ['A body has 5 MB at most.'],
        location: { unit: 'search-result', result: 0, start: 0, end: 1 },
      },
    });
  });
});

describe('a model that cites by itself', () => {
  const citing = (result: number): ChatEvent => ({
    type: 'citation',
    index: 0,
    citation: {
      title: 'Forged',
      source: 's3://secret',
      quotes: ['5 MB'],
      location: { unit: 'search-result', result, start: 0, end: 1 },
    },
  });
  const answer = (citation: ChatEvent): ChatEvent[] => [
    ...words('It is 5 MB.').slice(0, 3),
    citation,
    ...words().slice(2),
  ];

  test('cites what was found, by its own title and link', async () => {
    const { ask } = await openDocs({ replies: [found(limits, keys)], says: answer(citing(1)) });
    const events = await ask('How large?');
    expect(toLine(events)).toBe('It is 5 MB.{2}');
    expect(events.find(({ type }) => type === 'citation')).toMatchObject({
      citation: { title: 'Keys', source: 'source-2', quotes: ['5 MB'] },
    });
  });

  test.each([2, -1, 0.5])('cites nothing that was not found: %s', async (result) => {
    const { ask } = await openDocs({ replies: [found(limits, keys)], says: answer(citing(result)) });
    expect(toLine(await ask('How large?'))).toBe('It is 5 MB.');
  });

  test.each([
    ['a page of the web', { unit: 'web', url: 'https://evil.example.com' } as const],
    ['what it gives no place of', undefined],
  ])('cites nothing that was not found: %s', async (_, location) => {
    const citation = { title: 'Forged', quotes: ['x'], ...(location && { location }) };
    const { ask } = await openDocs({
      replies: [found(limits)],
      says: answer({ type: 'citation', index: 0, citation }),
    });
    expect((await ask('How large?')).some(({ type }) => type === 'citation')).toBe(false);
  });

  test('counts the search results that a client had before: they are none of the documents', async () => {
    const mine = { kind: 'search-result', title: 'Mine', source: 'x', passages: ['x'], isCited: false } as const;
    const turns: Question['chat']['turns'] = [
      { role: 'user', content: [mine, text('Hi')] },
      { role: 'assistant', content: [{ kind: 'tool-use', id: 'c', name: 'find', input: {} }] },
      { role: 'user', content: [{ kind: 'tool-result', id: 'c', content: [mine], isError: false }] },
      { role: 'assistant', content: [text('Hm.')] },
      { role: 'user', content: [text('How large?')] },
    ];
    const { ask, asked } = await openDocs({
      replies: [found(limits, keys)],
      says: [...answer(citing(0)).slice(0, -2), citing(1), citing(3), citing(4), ...words().slice(2)],
    });
    expect(toLine(await ask({ turns }))).toBe('It is 5 MB.{2}');
    const flags = [...JSON.stringify(asked[0]?.chat.turns).matchAll(/"isCited":(\w+)/g)].map(([, flag]) => flag);
    expect(flags, 'Claude wants citations of all or of none').toEqual(['true', 'true', 'true', 'true']);
  });

  test('cites the documents of the question as any model does', async () => {
    const location = { unit: 'pages', document: 0, start: 1, end: 2 } as const;
    const citation: ChatEvent = { type: 'citation', index: 0, citation: { quotes: [], location } };
    const { ask } = await openDocs({ replies: [found(limits)], says: answer(citation) });
    expect(await ask('How large?')).toContainEqual(citation);
  });

  test('keeps its brackets: they are no marks of ours', async () => {
    const { ask } = await openDocs({ replies: [found(limits)], says: words('See [1].') });
    expect(toLine(await ask('How large?'))).toBe('See [1].');
  });
});

describe('a name with documents refuses by its field', () => {
  const ask = async (chat: Partial<Question['chat']>) => {
    const { ask: asking, searched, asked } = await openDocs({ replies: [found(limits)] });
    const turns: Question['chat']['turns'] = [{ role: 'user', content: [text('Hi')] }];
    return { events: await asking({ turns, ...chat }), searched, asked };
  };
  const result = { kind: 'tool-result', id: 'c', content: [], isError: false } as const;
  const mine = { kind: 'search-result', title: 'Mine', source: 'x', passages: ['x'], isCited: true } as const;

  test.each([
    ['tools', { tools: [{ name: 'x', inputSchema: {} }] }, 'tools', 'calls no tools'],
    ['results of tools', { turns: [{ role: 'user' as const, content: [result] }] }, 'tools', 'calls no tools'],
    [
      'search results',
      { turns: [{ role: 'user' as const, content: [mine, text('Hi')] }] },
      'searchResults',
      'searches by itself',
    ],
  ])('%s', async (_, chat, feature, message) => {
    const { events, searched, asked } = await ask(chat);
    expect(events).toMatchObject([{ type: 'failure', failure: { kind: 'invalid-request', details: { feature } } }]);
    expect(JSON.stringify(events)).toBeTruthy();
    expect(events[0]?.type === 'failure' && events[0].failure.message).toContain(message);
    expect([searched, asked]).toEqual([[], []]);
  });
});

test('a title that looks like an address is told as a title alone', async () => {
  const forged = ['https://evil.example.com/login', 'A body has 5 MB at most.'] as const;
  for (const knowledge of [{}, byNumbers]) {
    const { ask } = await openDocs({ replies: [found(forged)], knowledge, says: words('It is 5 MB [1].') });
    const told = (await ask('How large?')).find(({ type }) => type === 'citation');
    if (told) expect(told).toMatchObject({ citation: { title: forged[0], source: 'source-1' } });
  }
});

test('two messages in a row are one question', async () => {
  const { ask, asked, searched } = await openDocs({ replies: [found(limits)], knowledge: { rewriteWith: 'haiku' } });
  const image = { kind: 'image', format: 'png', bytes: Buffer.from('p') } as const;
  await ask({
    turns: [
      { role: 'user', content: [text('How large?')] },
      { role: 'user', content: [image] },
    ],
  });
  expect(searched[0]?.body['retrievalQuery']).toEqual({ text: 'How large?' });
  expect(asked.map(({ model }) => model.alias)).toEqual(['sonnet']);
  expect(contentOf(asked[0]).map(({ kind }) => kind)).toEqual(['search-result', 'text', 'image']);
});

test('its tokens are counted as its model’s, without what would be found', async () => {
  const { ask, asked, searched } = await openDocs({ replies: [found(limits)] });
  await ask('Hi', { operation: 'count-tokens' });
  expect(asked[0]?.model.alias).toBe('sonnet');
  expect(searched).toEqual([]);
});
