import type { RetrievalFilter } from '@aws-sdk/client-bedrock-agent-runtime';
import { describe, expect, test } from 'vitest';
import { retrieve } from '../../../../local/services/knowledge/retrieve/retrieve.ts';
import { id, sourceId, start } from './start.ts';

const files = {
  'budgets.md': ['# Budgets\n\nA budget limits what one caller may use in a month.', { title: 'Budgets', year: 2026 }],
  'ja/yosan.md': ['# 予算\n\n予算は、呼び出し元が一か月に使える量を制限します。', { title: '予算', year: 2025 }],
  'vi/ngan-sach.md': [
    '# Ngân sách\n\nNgân sách giới hạn lượng mà người gọi được dùng trong một tháng.',
    { title: 'Ngân sách', tags: ['money', 'limits'], isDraft: true },
  ],
  'plain.txt': 'Streams stay open while words arrive.',
} as const;

function toBody(filter: unknown): Uint8Array {
  const retrievalConfiguration = { vectorSearchConfiguration: { filter } };
  return Buffer.from(JSON.stringify({ retrievalQuery: { text: 'budget' }, retrievalConfiguration }));
}

const search = (numberOfResults: number, filter?: RetrievalFilter) => ({
  retrievalConfiguration: { vectorSearchConfiguration: { numberOfResults, ...(filter && { filter }) } },
});

test('AWS’s own client gets passages with their score, place and attributes', async () => {
  const { ask } = await start(files);
  const { retrievalResults, nextToken } = await ask('What limits a budget?');
  expect(nextToken).toBeUndefined();
  expect(retrievalResults).toEqual([
    {
      content: { type: 'TEXT', text: '# Budgets\n\nA budget limits what one caller may use in a month.' },
      location: { type: 'S3', s3Location: { uri: 's3://documents/budgets.md' } },
      score: 1,
      metadata: {
        title: 'Budgets',
        year: 2026,
        'x-amz-bedrock-kb-source-uri': 's3://documents/budgets.md',
        'x-amz-bedrock-kb-chunk-id': expect.stringMatching(/^1:0:[\w-]{20}:0$/),
        'x-amz-bedrock-kb-data-source-id': sourceId,
      },
    },
  ]);
});

test.each([
  ['予算の制限は何ですか', 'ja/yosan.md'],
  ['一か月の予算', 'ja/yosan.md'],
  ['ngân sách giới hạn gì', 'vi/ngan-sach.md'],
  ['ngan sach gioi han gi', 'vi/ngan-sach.md'],
  ['Are streams still open when a word arrives?', 'plain.txt'],
])('%s finds %s with a good score', async (question, key) => {
  const { ask } = await start(files);
  const { retrievalResults: [first] = [] } = await ask(question);
  expect(first?.location?.s3Location?.uri).toBe(`s3://documents/${key}`);
  expect(first?.score).toBeGreaterThan(0.6);
});

test.each([
  'What is the capital of France?',
  'How do I bake bread with cheese for a month?',
  'フランスの首都はどこですか',
  'Thủ đô của Pháp là gì',
])('%s, which is about something else, finds nothing with a score', async (question) => {
  const { ask } = await start(files);
  const { retrievalResults = [] } = await ask(question);
  expect(Math.max(0, ...retrievalResults.map(({ score = 1 }) => score))).toBeLessThan(0.35);
});

describe('filters', () => {
  const months = 'month 一か月 tháng streams';
  const all = ['budgets.md', 'ja/yosan.md', 'plain.txt', 'vi/ngan-sach.md'];
  const [budgets = '', yosan = '', plain = '', nganSach = ''] = all;
  const year = (value: number) => ({ key: 'year', value });

  test.each<[string, RetrievalFilter, readonly string[]]>([
    ['equals', { equals: { key: 'title', value: 'Budgets' } }, [budgets]],
    ['equals a boolean', { equals: { key: 'isDraft', value: true } }, [nganSach]],
    ['equals a list', { equals: { key: 'tags', value: ['money', 'limits'] } }, [nganSach]],
    ['equals a text that only looks so', { equals: { key: 'year', value: '2026' } }, []],
    ['notEquals, which what has no such attribute is', { notEquals: year(2026) }, [yosan, plain, nganSach]],
    ['greaterThan', { greaterThan: year(2025) }, [budgets]],
    ['greaterThanOrEquals', { greaterThanOrEquals: year(2025) }, [budgets, yosan]],
    ['lessThan', { lessThan: year(2026) }, [yosan]],
    ['lessThanOrEquals', { lessThanOrEquals: year(2026) }, [budgets, yosan]],
    ['in', { in: { key: 'year', value: [2025, 2024] } }, [yosan]],
    ['in nothing', { in: { key: 'year', value: [] } }, []],
    ['notIn', { notIn: { key: 'year', value: [2025] } }, [budgets]],
    ['startsWith', { startsWith: { key: 'title', value: 'Bud' } }, [budgets]],
    ['stringContains', { stringContains: { key: 'title', value: 'sách' } }, [nganSach]],
    ['stringContains of a list', { stringContains: { key: 'tags', value: 'imit' } }, [nganSach]],
    ['listContains', { listContains: { key: 'tags', value: 'money' } }, [nganSach]],
    ['listContains of a text', { listContains: { key: 'title', value: 'Budgets' } }, []],
    ['andAll', { andAll: [{ greaterThan: year(0) }, { lessThan: year(2026) }] }, [yosan]],
    [
      'orAll in andAll',
      {
        andAll: [
          { notEquals: year(2025) },
          { orAll: [{ equals: year(2026) }, { equals: { key: 'isDraft', value: true } }] },
        ],
      },
      [budgets, nganSach],
    ],
    ['Bedrock’s own', { startsWith: { key: 'x-amz-bedrock-kb-source-uri', value: 's3://documents/ja/' } }, [yosan]],
    ['an attribute that every object inherits', { notEquals: { key: 'constructor', value: '' } }, all],
  ])('%s', async (_name, filter, expected) => {
    const { ask } = await start(files);
    const { retrievalResults = [] } = await ask(months, search(100, filter));
    const keys = retrievalResults.map(({ location }) => location?.s3Location?.uri?.replace('s3://documents/', ''));
    expect(new Set(keys)).toEqual(new Set(expected));
  });

  const nest = (depth: number): object =>
    depth === 0 ? { equals: year(1) } : { andAll: [nest(depth - 1), { equals: year(1) }] };

  test.each<[string, unknown]>([
    ['no operator', {}],
    ['two operators', { equals: year(1), notEquals: year(2) }],
    ['an unknown operator', { constructor: year(1) }],
    ['no key', { equals: { value: 1 } }],
    ['another member', { equals: { ...year(1), extra: 1 } }],
    ['a text to compare', { greaterThan: { key: 'year', value: '1' } }],
    ['no list', { in: { key: 'caller', value: 'everyone' } }],
    ['one part', { andAll: [{ equals: year(1) }] }],
    ['null', null],
    ['a list', [{ equals: year(1) }]],
    ['depth', nest(3)],
    ['great depth', nest(1000)],
  ])('a filter with %s is a ValidationException', async (_name, filter) => {
    const { base } = await start(files);
    // AWS's own client leaves out what it does not know.
    expect(() => retrieve(base, toBody(filter))).toThrow(
      expect.objectContaining({
        type: 'ValidationException',
        message: expect.stringMatching(/^The filter is wrong: /),
      }),
    );
  });
});

test('more results than a page has come with a token, which belongs to its question', async () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.txt`, `Number ${at} of the harbour.`]));
  const { ask } = await start(many);
  const seen = new Set<string | undefined>();
  let nextToken: string | undefined;
  let pages = 0;
  do {
    const page = await ask('harbour', { ...search(60), ...(nextToken && { nextToken }) });
    for (const { location } of page.retrievalResults ?? []) seen.add(location?.s3Location?.uri);
    ({ nextToken } = page);
    pages += 1;
  } while (nextToken !== undefined);
  expect([seen.size, pages]).toEqual([60, 3]);

  expect((await ask('harbour')).retrievalResults).toHaveLength(5);
  ({ nextToken } = await ask('harbour', search(60)));
  for (const wrong of [{ ...search(59), nextToken }, { nextToken: 'x' }, { nextToken: '25.' }])
    await expect(ask('harbour', wrong)).rejects.toMatchObject({ name: 'ValidationException' });
});

test.each([
  ['blank', ' \n', {}],
  ['longer than 1,000 characters', 'x'.repeat(1001), {}],
  ['0 results', 'x', search(0)],
  ['101 results', 'x', search(101)],
])('a query that asks for %s is a ValidationException', async (_name, text, changes) => {
  const { ask } = await start(files);
  await expect(ask(text, changes)).rejects.toMatchObject({
    name: 'ValidationException',
    $metadata: { httpStatusCode: 400 },
  });
});

test.each<[string, object, number, string]>([
  ['another key', { credentials: { accessKeyId: 'a', secretAccessKey: 'b' } }, 403, 'UnrecognizedClientException'],
  ['another region', { region: 'eu-west-1' }, 403, 'InvalidSignatureException'],
])('signed with %s it is refused', async (_name, client, status, name) => {
  const { ask } = await start(files, client);
  await expect(ask('budget')).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
});

test('an unknown knowledge base is not found, and before a sync there is nothing in one', async () => {
  const { ask, bucket } = await start();
  await expect(ask('x', { knowledgeBaseId: 'ZZZZZZZZZZ' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    $metadata: { httpStatusCode: 404 },
  });
  bucket.clear();
  expect((await ask('budget')).retrievalResults).toEqual([]);
});

test('pages in a browser, unsigned requests, unknown paths and huge bodies are refused', async () => {
  const { url } = await start(files);
  const post = async (to: string, init: RequestInit) => {
    const response = await fetch(url + to, { method: 'POST', body: '{}', ...init });
    return [response.status, response.headers.get('x-amzn-errortype')];
  };
  const path = `/knowledgebases/${id}/retrieve`;
  expect(await post(path, { headers: { origin: url } })).toEqual([403, 'AccessDeniedException']);
  expect(await post(path, {})).toEqual([403, 'MissingAuthenticationTokenException']);
  expect(await post('/', {})).toEqual([403, 'MissingAuthenticationTokenException']);
  expect(await post(path, { body: Buffer.alloc(1024 * 1024 + 1, '{') })).toEqual([400, 'ValidationException']);
});
