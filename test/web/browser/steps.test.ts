import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { answerByHand, tell } from './answer-by-hand.ts';
import { findIssues } from './find-issues.ts';
import { openBrowser, openPage } from './open-page.ts';

const start = ['start', { requestId: 'r-1', model: 'normal', maxTokens: 9 }] as const;
const call = (index: number, id: string, name: string, json: string) =>
  [
    ['server-tool', { index, id, name }],
    ['server-tool', { index, json }],
  ] as const;
const done = ['done', { stopReason: 'end_turn' }] as const;

describe.skipIf(!browserTests.isPossible)('the steps of an answer', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  const open = async (locale = 'en-US') => {
    const chat = await openPage(browser, stage, { locale }, answerByHand);
    onTestFinished(() => chat.page.context().close());
    const steps = chat.answers.locator('.step');
    return { ...chat, steps, told: () => steps.locator('summary').allInnerTexts() };
  };

  test('run at once, and each says what became of it, in whatever order that comes', async () => {
    const { page, ask, answers, steps, told, offences } = await open();
    await ask('Go.');
    await tell(page, start, ...call(0, 'a', 'search_docs', '{"q":"x"}'), ...call(1, 'b', 'calculator', '{}'));
    await expect.poll(told).toEqual(['Search docs running …', 'Calculator running …']);
    const status = page.getByRole('status');
    await expect.poll(() => status.innerText()).toBe('Search docs: running …, Calculator: running …');
    expect(await steps.evaluateAll((all) => all.filter((each) => each.hasAttribute('open')).length)).toBe(0);

    const markup = '<img src=x onerror="window.attacked = 1">';
    await tell(page, ['server-tool', { index: 2, id: 'b', results: [markup, { code: 4 }], isError: true }]);
    await expect
      .poll(told)
      .toEqual(['Search docs running …', expect.stringMatching(/^Calculator failed · \d+\.\d\d s$/)]);
    expect(await status.innerText()).toBe('Search docs: running …, Calculator: failed');
    await tell(page, ['server-tool', { index: 3, id: 'a', results: [] }]);
    await expect.poll(async () => (await told())[0]).toMatch(/^Search docs \d+\.\d\d s$/);

    await tell(page, ['delta', { text: 'So.' }], done);
    await answers.getByText('So.').waitFor();
    await expect.poll(() => status.innerText()).toBe('The answer is complete.');
    // Nothing of what is folded is on the page.
    expect(await steps.locator('pre').count()).toBe(0);
    await steps.nth(1).locator('summary').click();
    await expect
      .poll(() => steps.nth(1).locator('pre').allInnerTexts())
      .toEqual(['{}', `${markup}\n\n{\n  "code": 4\n}`]);
    expect(await steps.locator('img').count()).toBe(0);
    // What came of the other one is hidden.
    await steps.nth(0).locator('summary').press('Enter');
    await expect.poll(() => steps.nth(0).locator('dt').allInnerTexts()).toEqual(['Input']);
    expect(await findIssues(page)).toEqual([]);
    expect(offences).toEqual([]);
  });

  test('that are left when an answer is stopped do not run for ever', async () => {
    const { page, ask, told } = await open();
    await ask('Go.');
    await tell(page, start, ...call(0, 'a', 'search_docs', '{}'));
    await expect.poll(told).toEqual(['Search docs running …']);
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(told).toEqual(['Search docs not finished']);
  });

  test('with long results are one text each, however much is in it', async () => {
    const { page, ask, steps } = await open();
    await ask('Go.');
    const long = '\u202Eline <b>\n'.repeat(6_000);
    await tell(
      page,
      start,
      ...call(0, 'a', 'read', '{}'),
      ['server-tool', { index: 1, id: 'a', results: [long] }],
      done,
    );
    await steps.locator('summary').click();
    const result = steps.locator('pre').nth(1);
    expect(await result.evaluate(({ children, textContent }) => [children.length, textContent?.length])).toEqual([
      0,
      long.length + 5 * 6_000,
    ]);
    // Its own room to scroll in, which the keyboard reaches.
    expect(await result.evaluate(({ clientHeight, scrollHeight }) => scrollHeight / clientHeight)).toBeGreaterThan(10);
    await result.focus();
    await page.keyboard.press('End');
    await expect.poll(() => result.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  });

  test('that can’t be loaded are named, and the answer goes on', async () => {
    const { page, ask, answers } = await open();
    await page.route('**/assets/steps-*', (route) => route.fulfill({ status: 404 }));
    await ask('Go.');
    await tell(page, start, ...call(0, 'a', 'search_docs', '{}'), ['delta', { text: 'So.' }], done);
    await answers.getByText('So.').waitFor();
    await answers.getByText('Search docs', { exact: true }).waitFor();
  });

  test.each([
    ['ja-JP', /^Clock 失敗 · \d\.\d\d 秒$/, '結果'],
    ['vi-VN', /^Clock không thành công · \d,\d\d giây$/, 'Kết quả'],
  ])('are told in the page’s language: %s', async (locale, words, result) => {
    const { page, steps, told } = await open(locale);
    await page.locator('.composer textarea').fill('Go.');
    await page.keyboard.press('Enter');
    await tell(page, start, ...call(0, 'a', 'clock', '{}'));
    await tell(page, ['server-tool', { index: 1, id: 'a', results: ['no'], isError: true }]);
    await expect.poll(told).toEqual([expect.stringMatching(words)]);
    await steps.locator('summary').click();
    await steps.getByText(result).waitFor();
  });
});
