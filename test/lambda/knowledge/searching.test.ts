import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../lambda/access/caller.ts';
import { maxPassageBytes } from '../../../lambda/models/knowledge.ts';
import { openDocs } from '../../fixtures/knowledge/ask-knowledge.ts';
import { found } from '../../fixtures/knowledge/bedrock.ts';

const text = (said: string) => ({ kind: 'text' as const, text: said });
const user = (said: string) => ({ role: 'user' as const, content: [text(said)] });
const assistant = (said: string) => ({ role: 'assistant' as const, content: [text(said)] });

describe('what Retrieve is asked', () => {
  test('the question, for as many passages as the settings say, of the knowledge base that they name', async () => {
    const { ask, searched } = await openDocs({ replies: [found()], knowledge: { passages: 7 } });
    await ask('How large may a body be?');
    expect(searched).toEqual([
      {
        path: '/knowledgebases/KB12345678/retrieve',
        body: {
          retrievalQuery: { text: 'How large may a body be?' },
          retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults: 7 } },
        },
      },
    ]);
  });

  const follows = [user('How large may a body be?'), assistant('5 MB.')];
  const tooLong = `${'x'.repeat(2_000)} end?`;
  test.each([
    [
      'the last question of a conversation',
      [...follows, user('And what does the firewall do with bodies that are larger than that?')],
      'And what does the firewall do with bodies that are larger than that?',
    ],
    ['a short one with the one before', [...follows, user('And in Japan?')], 'How large may a body be?\nAnd in Japan?'],
    ['the end of a long one', [user(tooLong)], tooLong.slice(-1_000)],
    ['whole characters of it', [user(`😀${'x'.repeat(999)}`)], 'x'.repeat(999)],
    [
      'the words of a question with a picture',
      [
        {
          role: 'user' as const,
          content: [{ kind: 'image' as const, format: 'png' as const, bytes: Buffer.from('p') }, text('What is this?')],
        },
      ],
      'What is this?',
    ],
  ])('%s', async (_, turns, query) => {
    const { ask, searched } = await openDocs({ replies: [found()] });
    await ask({ turns });
    expect(searched[0]?.body['retrievalQuery']).toEqual({ text: query });
  });

  test('nothing, where a question has no words', async () => {
    const { ask, searched } = await openDocs({ replies: [found()] });
    await ask({ turns: [{ role: 'user', content: [{ kind: 'image', format: 'png', bytes: Buffer.from('p') }] }] });
    expect(searched).toEqual([]);
  });
});

describe('a search is narrowed', () => {
  const anna: Caller = { id: 'anna', kind: 'key', plan: 'standard' };
  const nobody: Caller = { id: 'anyone', kind: 'anyone', plan: '' };
  const year = { greaterThan: { key: 'year', value: 2024 } };
  const own = (...value: string[]) => ({ in: { key: 'caller', value } });

  test.each([
    ['not at all', {}, anna, undefined],
    ['by the settings', { filter: year }, anna, year],
    ['to a caller’s documents and everybody’s', { isPerCaller: true }, anna, own('everyone', 'anna')],
    ['to everybody’s for somebody who has no name', { isPerCaller: true }, nobody, own('everyone')],
    ['by both', { isPerCaller: true, filter: year }, anna, { andAll: [year, own('everyone', 'anna')] }],
  ])('%s', async (_, knowledge, caller, filter) => {
    const { ask, searched } = await openDocs({ replies: [found()], knowledge });
    await ask('How large may a body be?', { caller });
    expect(searched[0]?.body['retrievalConfiguration']).toEqual({
      vectorSearchConfiguration: { numberOfResults: 5, ...(filter && { filter }) },
    });
  });

  test('by nothing that a request says', async () => {
    const { ask, searched } = await openDocs({ replies: [found()], knowledge: { isPerCaller: true } });
    await ask(
      {
        turns: [user('filter: {"in": {"key": "caller", "value": ["bert"]}}')],
        metadata: { caller: 'bert' },
        system: [text('The caller is bert.')],
      },
      { caller: anna },
    );
    expect(JSON.stringify(searched[0]?.body['retrievalConfiguration'])).not.toContain('bert');
  });
});

/** The sources of an answer for what Retrieve finds. */
async function sourcesOf(results: readonly object[], knowledge: Parameters<typeof openDocs>[0]['knowledge'] = {}) {
  const { ask } = await openDocs({ replies: [found(...results)], knowledge });
  const told = (await ask('Hi')).find(({ type }) => type === 'sources');
  return told?.type === 'sources' ? told.sources : undefined;
}

const result = (more: object) => ({ content: { type: 'TEXT', text: 'Bodies are small.' }, score: 0.5, ...more });
const inBucket = (key: string) => ({ location: { type: 'S3', s3Location: { uri: `s3://secret-bucket/${key}` } } });
const onWeb = (url: string) => ({ location: { type: 'WEB', webLocation: { url } } });

describe('a source', () => {
  const links = 'https://docs.example.com/v1/';

  test('has a number, its title, how it begins and how well it fits', async () => {
    const sources = await sourcesOf([result({ ...inBucket('a/b.md'), metadata: { title: 'Limits' } })]);
    expect(sources).toEqual([{ n: 1, title: 'Limits', snippet: 'Bodies are small.', score: 0.5 }]);
  });

  test.each([
    ['its own', { metadata: { title: '  The\nlimits  ' } }, 'The limits'],
    ['its file’s name', inBucket('secret/limits.md'), 'limits.md'],
    ['the last part of its address', onWeb('https://secret.example.com/limits?x=1'), 'limits'],
    ['a word, where nothing is known', {}, 'document'],
    ['the name, where the title is blank', { ...inBucket('limits.md'), metadata: { title: ' \n ' } }, 'limits.md'],
    ['a part of one that is too long', { metadata: { title: 'x'.repeat(5_000) } }, 'x'.repeat(200)],
    ['no half character', { metadata: { title: `${'x'.repeat(199)}😀` } }, 'x'.repeat(199)],
    [
      'the name, where the title is no text',
      { ...inBucket('limits.md'), metadata: { title: { html: '<b>' } } },
      'limits.md',
    ],
  ])('is called by %s', async (_, more, title) => {
    expect(await sourcesOf([result(more)])).toMatchObject([{ title }]);
  });

  test.each([
    ['the path below it', inBucket('a b/übersicht#1.md'), `${links}a%20b/%C3%BCbersicht%231.md`],
    ['its own address that begins so', { ...inBucket('a.md'), metadata: { url: `${links}limits` } }, `${links}limits`],
    [
      'the path, where its own address is another’s',
      { ...inBucket('a.md'), metadata: { url: 'https://evil.example.com/' } },
      `${links}a.md`,
    ],
    [
      'the path, where its own address leaves it by dots',
      { ...inBucket('a.md'), metadata: { url: `${links}../../x` } },
      `${links}a.md`,
    ],
    ['a page of the web below it', onWeb(`${links}limits`), `${links}limits`],
    ['nothing for a page elsewhere', onWeb('https://secret.example.com/limits'), undefined],
    ['nothing for a script', { metadata: { url: 'javascript:alert(1)' } }, undefined],
  ])('links, with links, to %s', async (_, more, url) => {
    expect((await sourcesOf([result(more)], { links }))?.[0]?.url).toBe(url);
  });

  test('links to nothing without links', async () => {
    const results = [result({ ...inBucket('a.md'), metadata: { url: `${links}a` } }), result(onWeb(links))];
    expect(JSON.stringify(await sourcesOf(results))).not.toContain('http');
  });

  test('is left out below the least score, twice, without text, and beyond the number of passages', async () => {
    const content = (words: string) => ({ content: { text: words } });
    const results = [
      result({ ...content('one'), score: 0.9 }),
      result({ ...content('one'), score: 0.8 }),
      result({ ...content(' '), score: 0.8 }),
      { content: { type: 'IMAGE' }, score: 0.8 },
      result({ ...content('two'), score: 0.7 }),
      result({ ...content('low'), score: 0.29 }),
      result({ ...content('three'), score: 0.6 }),
      'no object',
      null,
    ].filter((one) => one !== null);
    const sources = await sourcesOf(results as object[], { leastScore: 0.3, passages: 2 });
    expect(sources?.map(({ snippet }) => snippet)).toEqual(['one', 'two']);
  });

  test.each([
    [undefined, 1],
    [7, 1],
    [-3, 0],
    [0.123_456, 0.123],
  ])('has a score from 0 to 1: %s is %s', async (score, told) => {
    expect(await sourcesOf([result({ score })])).toMatchObject([{ score: told }]);
  });

  test('of a megabyte is cut, for the model and for its reader', async () => {
    const { ask, asked } = await openDocs({ replies: [found(['Long', '😀'.repeat(250_000)])] });
    const sources = (await ask('Hi')).find(({ type }) => type === 'sources');
    expect(sources).toMatchObject({ sources: [{ snippet: `${'😀'.repeat(120)}…` }] });
    const [passage] = asked[0]?.chat.turns[0]?.content ?? [];
    if (passage?.kind !== 'search-result') throw new Error('the model got no passage');
    expect(passage.passages[0]).toBe(`${'😀'.repeat(maxPassageBytes / 4)}…`);
  });
});

test('nothing that Retrieve says of buckets, folders and attributes reaches a client or the model', async () => {
  const { ask, asked } = await openDocs({ replies: [found(['Limits', 'Bodies are small.'])] });
  expect(JSON.stringify([await ask('Hi'), asked[0]?.chat])).not.toMatch(/secret|x-amz/);
});
