import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';
import { readTokens } from './read-tokens.ts';

describe.skipIf(!browserTests.isPossible)('a budget, as a person sees it', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const start = async (budget: object, maxTokens: number, options: BrowserContextOptions = {}) => {
    const stage = await startTestStage({ webPage: 'api', maxTokens, plans: { standard: { budget } } });
    onTestFinished(() => stage.close());
    const opened = await openPage(browser, stage, options);
    return { ...opened, stage, budget: opened.page.locator('.budget') };
  };

  test('is shown before the first question, and after each answer as the answer says', async () => {
    const limits = { day: { tokens: 20_000 }, month: { tokens: 300_000, usd: 2.5 } };
    const { page, budget, ask, shoot, offences } = await start(limits, 1_000);
    await budget.getByText('20,000 of 20,000 tokens').waitFor();
    expect(await budget.getByText('$2.50 of $2.50').count()).toBe(1);
    await ask('hi', 'normal');
    // A table that takes more than a second is a refusal: then this says so.
    await expect.poll(() => page.locator('.messages').innerText()).toContain('tokens');
    // 61 are what the model has counted.
    await budget.getByText('19,939 of 20,000 tokens').waitFor();
    await budget.getByText('299,939 of 300,000 tokens').waitFor();
    expect(await budget.getByText(/Starts again: /).count()).toBe(2);
    await shoot('budget');
    expect(offences).toEqual([]);
  });

  test.each([
    ['ja-JP', '今日の残り', '20,000 / 20,000 トークン'],
    ['vi-VN', 'Còn lại hôm nay', '20.000 trên 20.000 token'],
  ])('in %s, only what has a limit', async (locale, title, left) => {
    const { budget } = await start({ day: { tokens: 20_000 } }, 1_000, { locale });
    await budget.getByText(title).waitFor();
    await budget.getByText(left).waitFor();
    expect(await budget.locator('p').count()).toBe(1);
    expect(await budget.innerText()).not.toContain('$');
  });

  test('is not shown where it only counts', async () => {
    const { page, budget, ask, answers } = await start({}, 1_000);
    await ask('hi', 'normal');
    await answers.getByText('tokens').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await budget.count()).toBe(0);
  });

  test('that other requests hold is waited for, with a countdown', async () => {
    const { page, ask, answers, shoot } = await start({ day: { tokens: 1_500 } }, 1_000);
    await ask('hi', 'steady');
    await answers.getByText('drip').waitFor();
    await page.getByRole('button', { name: 'New chat' }).click();
    await ask('hi', 'normal');
    const problem = page.locator('.problem[data-kind=budget-held]');
    await problem.getByText('Your other requests hold what is left of your budget.').waitFor();
    await problem.getByRole('button', { name: /^Try again in \d+ s$/ }).waitFor();
    await shoot('budget-held');
    await problem.getByRole('button', { name: 'Try again', exact: true }).waitFor();
  });

  test.each([
    ['is used up', { tokens: 50 }, 10, 'Today’s budget is used up.', /^It starts again: \w+ \d+, \d+:00/],
    [
      'is too small',
      { tokens: 1_060 },
      1_000,
      'This question may need more than is left of today’s budget.',
      /Make it shorter/,
    ],
  ])('that %s says so, and when to come back', async (_how, day, maxTokens, what, next) => {
    const { page, stage, budget, ask, answers, shoot } = await start({ day }, maxTokens);
    await ask('hi', 'normal');
    await answers.getByText('tokens').waitFor();
    // It is charged a moment after its last event.
    await expect.poll(() => readTokens(stage)).toMatchObject({ held: 0 });
    // With the first answer it would need more than the whole budget.
    await page.getByRole('button', { name: 'New chat' }).click();
    await ask('hi');
    const problem = page.locator('.problem[data-kind=quota-exceeded]');
    await problem.getByText(what).waitFor();
    const [text = ''] = await problem.locator('p').allInnerTexts();
    expect(text.slice(what.length).trim()).toMatch(next);
    // Another key would be no way on for everyone, and nobody waits a day for a button.
    expect(await problem.getByRole('button').allInnerTexts()).toEqual(['Try again']);
    expect(await budget.innerText()).toMatch(/^Left today/);
    await shoot(`budget-${maxTokens}`);
  });

  test('that is smaller than the question as a whole asks for a shorter one, and for no wait', async () => {
    const { page, ask } = await start({ day: { tokens: 500 } }, 1_000);
    await ask('hi', 'normal');
    const problem = page.locator('.problem[data-kind=quota-exceeded]');
    await problem.getByText('This question may need more than your whole budget.').waitFor();
    await problem.getByText('Make it shorter, or start a new chat.').waitFor();
  });
});
