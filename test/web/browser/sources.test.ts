import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { answerByHand, tell, type Told } from './answer-by-hand.ts';
import { findIssues } from './find-issues.ts';
import { openBrowser, openPage } from './open-page.ts';
import { signInAs } from './sign-in-as.ts';

const start: Told = ['start', { requestId: 'r-1', model: 'docs', maxTokens: 9 }];
const done: Told = ['done', { stopReason: 'end_turn' }];
const say = (text: string): Told => ['delta', { text }];
const cite = (n: number): Told => [
  'citation',
  {
    title: `as the model has it, ${n}`,
    source: `source ${n}`,
    quotes: ['a passage'],
    location: { unit: 'search-result', result: n - 1, start: 0, end: 1 },
  },
];
const found = [
  {
    n: 1,
    title: 'Budgets',
    url: 'https://docs.example.com/budgets.md',
    snippet: 'A budget is what one caller may use in a day and in a month, in tokens and in dollars.',
    score: 0.71,
  },
  { n: 2, title: 'はじめに', snippet: '最初の質問を送るには、キーが必要です。', score: 0.6 },
  {
    n: 3,
    title: 'Operating',
    url: 'https://docs.example.com/operating.md',
    snippet: 'What to look at, and when.',
    score: 0.5,
  },
  { n: 4, title: 'Trang chat', url: 'https://docs.example.com/vi/trang.md', snippet: 'Câu trả lời.', score: 0.4 },
];
const sources: Told = ['sources', { sources: found }];
/** What a model writes, with what it cites where it has said it. */
const cited: readonly Told[] = [
  say('**A budget** is set by plan.'),
  cite(1),
  cite(3),
  say(' When it is used up, requests are refused.\n\n- Tokens'),
  cite(1),
  say('\n- Dollars\n\n| what | limit |\n|---|---|\n| day | 5 |'),
  cite(3),
  say('\n\n```ts\nconst limit = 5;\n```'),
  cite(1),
  say('\n\nSo **set one.**'),
  cite(1),
];

describe.skipIf(!browserTests.isPossible)('an answer from documents', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  const open = async (options: BrowserContextOptions = {}) => {
    const chat = await openPage(browser, stage, options, answerByHand);
    onTestFinished(() => chat.page.context().close());
    const { page, answers } = chat;
    await page.locator('.composer textarea').fill('What is a budget?');
    await page.keyboard.press('Enter');
    return { ...chat, marks: answers.locator('.cite'), list: answers.locator('.sources') };
  };

  test.each<[string, BrowserContextOptions]>([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { viewport: { width: 320, height: 720 } }],
    ['forced-colors', { forcedColors: 'active' }],
  ])('can be looked at: %s', async (name, options) => {
    const { page, list, shoot } = await open(options);
    await tell(page, start, sources, ...cited, done);
    await list.waitFor();
    await list.locator('summary').click();
    await list.locator('li').first().focus();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await findIssues(page)).toEqual([]);
    await shoot(`sources-${name}`);
    await page.locator('.messages').evaluate((box) => box.scrollTo({ top: 0 }));
    await shoot(`sources-${name}-text`);
  });

  test('has marks in its text, and each leads to its source and back', async () => {
    const { page, answers, marks, list, offences } = await open();
    await tell(page, start, sources);
    // Before the first word, it says what was found.
    await list.getByText('Found in the documents: 4').waitFor();
    await answers.getByText('Waiting for the first word').waitFor();
    await tell(page, ...cited.slice(0, 4));
    await expect
      .poll(() => answers.locator('p', { hasText: 'set by plan' }).innerText())
      .toMatch(/plan\.\s*\[1\]\s*\[3\] When it/);
    await tell(page, ...cited.slice(4), done);
    await list.getByText('Found, not cited: 2').waitFor();
    expect(await marks.allInnerTexts()).toEqual(['[1]', '[3]', '[1]', '[3]', '[1]', '[1]']);
    expect(await answers.locator('td').last().innerText()).toMatch(/^5\s*\[3\]$/);
    expect(await answers.locator('code').innerText()).toBe('const limit = 5;\n');
    expect(await list.locator('> ol > li').evaluateAll((all) => all.map((each) => each.dataset['n']))).toEqual([
      '1',
      '3',
    ]);

    const address = page.url();
    const mark = page.getByRole('link', { name: 'Source 3: Operating' }).nth(1);
    await mark.focus();
    await page.keyboard.press('Enter');
    const source = list.locator('li[data-n="3"]');
    await expect.poll(() => source.evaluate((each) => each === document.activeElement)).toBe(true);
    // On to its link, and from there back to the mark that led there.
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Operating');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => mark.evaluate((each) => each === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'To where source 1 is cited' }).click();
    await expect.poll(() => marks.first().evaluate((each) => each === document.activeElement)).toBe(true);
    expect(page.url()).toBe(address);

    await list.locator('summary').press('Enter');
    await list.getByText('最初の質問を送るには').waitFor();
    expect(
      await list
        .locator('a')
        .evaluateAll((all) => all.map((each) => [each.getAttribute('href'), each.getAttribute('rel')])),
    ).toEqual(
      ['budgets.md', 'operating.md', 'vi/trang.md'].map((path) => [
        `https://docs.example.com/${path}`,
        'noopener noreferrer nofollow',
      ]),
    );
    expect(offences).toEqual([]);
  });

  test('is the same after a reload, where this browser keeps it', async () => {
    const { page, marks, list } = await open();
    await tell(page, start, sources, ...cited, done);
    await list.getByText('Found, not cited: 2').waitFor();
    await page.reload();
    await list.getByText('Found, not cited: 2').waitFor();
    await expect.poll(() => marks.allInnerTexts()).toEqual(['[1]', '[3]', '[1]', '[3]', '[1]', '[1]']);
    await marks.nth(1).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Operating');
  });

  test('goes back to the model, and is asked on, without its marks', async () => {
    const { page, ask, list } = await open();
    await tell(page, start, sources, say('One.'), cite(1), say(' Two.'), cite(9), done);
    await list.getByText('Found, not cited: 3').waitFor();
    const sent = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const real = window.fetch;
          window.fetch = (url, request) => {
            if (typeof request?.body === 'string') resolve(request.body);
            return real(url, request);
          };
        }),
    );
    await ask('And then?');
    expect(JSON.parse(await sent)).toMatchObject({ messages: [{}, { role: 'assistant', content: 'One. Two.' }, {}] });
  });

  test('is copied with its numbers and its sources', async () => {
    const { page, answers } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await tell(page, start, sources, say('One.'), cite(3), say(' Two.'), cite(2), done);
    await answers.getByText('Found, not cited: 2').waitFor();
    await answers.locator('footer').getByRole('button', { name: 'Copy' }).click();
    await answers.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      'One. [3] Two. [2]\n\n[2] はじめに\n[3] Operating – https://docs.example.com/operating.md',
    );
  });

  test('is printed whole, with all that is folded', async () => {
    const { page, list, shoot } = await open();
    await tell(page, start, sources, ...cited, say('\n\nLong.'.repeat(60)), done);
    await list.getByText('Found, not cited: 2').waitFor();
    await page.evaluate(() => {
      addEventListener('beforeprint', () => {
        const folded = document.querySelectorAll('.sources details:not([open])').length;
        document.title = `${folded} folded`;
      });
    });
    const paper = await page.pdf();
    expect(await page.title()).toBe('0 folded');
    expect(paper.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(1);
    // As it was.
    expect(await list.locator('details[open]').count()).toBe(0);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await shoot('sources-print');
    for (const hidden of ['.composer', '.sidebar', '.bar', '.code > button'])
      expect(await page.locator(hidden).isVisible()).toBe(false);
  });

  test.each([
    ['en-US', 'Nothing was found in the documents.', 'The documents could not be searched.'],
    ['ja-JP', '文書からは何も見つかりませんでした。', '文書を検索できませんでした。'],
    ['vi-VN', 'Không tìm thấy gì trong tài liệu.', 'Không thể tìm kiếm trong tài liệu.'],
  ])('says where nothing was found, or searched: %s', async (locale, nothing, unavailable) => {
    const { page, answers, list, shoot } = await open({ locale });
    await tell(page, start, ['sources', { sources: [] }]);
    await answers.getByText(nothing).waitFor();
    await tell(page, say('I do not know.'), done);
    await answers.getByText('I do not know.').waitFor();
    // Above what the model says.
    expect(await answers.evaluate((each) => each.firstElementChild?.textContent)).toBe(nothing);
    expect(await list.count()).toBe(0);
    expect(await findIssues(page)).toEqual([]);
    await shoot(`sources-none-${locale}`);
    await page.reload();
    await answers.getByText(nothing).waitFor();
    await page.locator('.composer textarea').fill('And now?');
    await page.keyboard.press('Enter');
    await tell(page, start, ['sources', { sources: [], unavailable: true }], say('From memory.'), done);
    await answers.last().getByText(unavailable).waitFor();
    expect(await answers.last().getByText(nothing).count()).toBe(0);
  });

  test('can’t forge a mark, and no document can bring markup', async () => {
    const { page, answers, marks, list, offences } = await open();
    const markup = '<img src=x onerror="window.attacked = 1">';
    const hostile = [
      {
        n: 1,
        title: `${markup}\u202E`,
        url: 'javascript:window.attacked = 1',
        snippet: `</p></li>${markup}`,
        score: 1,
      },
      { n: 2, title: '[docs](https://evil.example)', url: 'https://evil.example/"onclick="x', snippet: '', score: 1 },
      { n: 3, title: 't'.repeat(5_000), url: 'data:text/html,x', snippet: 's'.repeat(1_000_000), score: 1 },
    ];
    const forged = '\u{100001} &#x100001; &#1048577; <span class="cite">[2]</span> `\u{100001}`';
    await tell(
      page,
      start,
      ['sources', { sources: hostile }],
      say(`Real.`),
      cite(1),
      cite(4),
      say(forged),
      cite(2),
      done,
    );
    await list.getByText('Found, not cited: 1').waitFor();
    await list.locator('summary').click();
    expect(await marks.allInnerTexts()).toEqual(['[1]', '[2]']);
    expect(await marks.first().getAttribute('aria-label')).toBe(`Source 1: ${markup}U+202E`);
    expect(await answers.locator('img, script, iframe, [onerror], [onclick]').count()).toBe(0);
    expect(await list.locator('a').evaluateAll((all) => all.map((each) => each.getAttribute('href')))).toEqual([
      'https://evil.example/%22onclick=%22x',
    ]);
    // Where a link leads is told, whatever its title says.
    expect(await list.locator('li[data-n="2"]').innerText()).toContain('evil.example');
    expect((await list.innerText()).length).toBeLessThan(2_000);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await page.evaluate(() => window.attacked)).toBeUndefined();
    expect(offences).toEqual([]);
  });

  test('is read without its marks where they can’t be loaded', async () => {
    const chat = await openPage(browser, stage, {}, answerByHand);
    onTestFinished(() => chat.page.context().close());
    await chat.page.route('**/assets/sources-*', (route) => route.fulfill({ status: 404 }));
    await chat.ask('Go.');
    await tell(chat.page, start, sources, say('One.'), cite(1), say(' Two.'), done);
    await chat.answers.getByText('One. Two.').waitFor();
    await chat.answers.getByText('Budgets').waitFor();
  });

  test('comes from a name that stands in a group of its own', async () => {
    const { page } = await open();
    const about = { object: 'model', created: 0, owned_by: 'rivulet', takes: ['system'] };
    const data = [
      { id: 'haiku', ...about },
      { id: 'docs', kind: 'knowledge', description: 'Answers from the documentation', ...about },
      { id: 'assistant', kind: 'agent', description: 'Calculates', ...about },
    ];
    await page.route('**/v1/models', (route) => route.fulfill({ json: { object: 'list', data } }));
    await page.reload();
    const groups = page.getByRole('combobox', { name: 'Model' }).locator('optgroup');
    await expect
      .poll(() => groups.evaluateAll((all) => all.map((each) => [each.getAttribute('label'), each.textContent])))
      .toEqual([
        ['Models', 'haiku'],
        ['Agents', 'assistant – Calculates'],
        ['Documents', 'docs – Answers from the documentation'],
      ]);
  });
});

describe.skipIf(!browserTests.isPossible)('an answer from documents that the server keeps', () => {
  test('is shown with its sources and marks, or that nothing was found', async () => {
    const settings = { webPage: 'api', access: 'cognito', conversations: 'on' };
    const [stage, browser] = await Promise.all([startTestStage(settings), openBrowser()]);
    onTestFinished(async () => {
      await Promise.all([browser.close(), stage.close()]);
    });
    const { page, answers } = await openPage(browser, stage);
    await signInAs(page, 'alice');
    const plain = {
      status: 'finished',
      createdAt: '2026-11-27T14:44:02.142Z',
      model: 'normal',
      stopReason: 'end_turn',
    };
    const ask = (text: string) => [{ role: 'user', content: [{ type: 'text', text }] }];
    const [citation] = [cite(3)].map(([type, data]) => ({ type, ...data }));
    const turns = [
      {
        ...plain,
        turn: 't1',
        parent: null,
        requestId: 'r1',
        question: ask('What to look at?'),
        answer: [
          { type: 'sources', sources: found },
          { type: 'text', text: 'The log.' },
          citation,
          { type: 'text', text: ' Then the rest.' },
        ],
      },
      {
        ...plain,
        turn: 't2',
        parent: 't1',
        requestId: 'r2',
        question: ask('And the weather?'),
        answer: [
          { type: 'sources', sources: [] },
          { type: 'text', text: 'No idea.' },
        ],
      },
    ];
    const body = turns.map((turn) => `${JSON.stringify(turn)}\n`).join('');
    await page.route('**/conversations/kept-1', (route) =>
      route.fulfill({ contentType: 'application/x-ndjson', body }),
    );
    await page.evaluate(() => void (location.hash = '#chat/kept-1'));
    await answers.getByText('Nothing was found in the documents.').waitFor();
    expect(await answers.first().getByText('The log.').innerText()).toMatch(/^The log\.\s*\[3\] Then the rest\.$/);
    await page.getByRole('link', { name: 'Source 3: Operating' }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('a passage');
    expect(await answers.first().getByText('Found, not cited: 3').count()).toBe(1);
    expect(await findIssues(page)).toEqual([]);
  });
});
