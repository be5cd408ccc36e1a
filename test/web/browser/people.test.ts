import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { findIssues } from './find-issues.ts';
import { openBrowser, openPage } from './open-page.ts';

describe.skipIf(!browserTests.isPossible)('the page is for everybody', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  test.each(['light', 'dark'] as const)('axe-core finds no serious issue in any state, %s', async (colorScheme) => {
    const { page, answers, ask, shoot } = await openPage(browser, stage, { colorScheme });
    expect(await findIssues(page)).toEqual([]);
    await page.getByRole('button', { name: 'Change key' }).click();
    expect(await findIssues(page)).toEqual([]);
    await page.getByLabel('API key').fill(stage.apiKey ?? '');
    await page.keyboard.press('Enter');
    await ask('hi', 'markdown');
    await answers.getByText('tokens').waitFor();
    await ask('hi', 'reasoning');
    await expect.poll(() => answers.getByText('tokens').count()).toBe(2);
    await ask('hi', 'refused-throttling');
    await page.locator('.problem').waitFor();
    expect(await findIssues(page)).toEqual([]);
    await shoot(`chat-${colorScheme}`);
    await page.getByRole('button', { name: 'Edit' }).first().click();
    expect(await findIssues(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'Edit' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await findIssues(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Ask' }).waitFor();
    expect(await findIssues(page)).toEqual([]);
    await shoot(`compare-${colorScheme}`);
  });

  test('at 360 px everything is there, and nothing overflows', async () => {
    const { page, answers, ask, shoot } = await openPage(browser, stage, { viewport: { width: 360, height: 640 } });
    await ask('A question that is long enough to be broken into several lines on a small screen', 'markdown');
    await answers.getByText('tokens').waitFor();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await shoot('mobile');
    await page.getByRole('button', { name: 'Show or hide conversations' }).click();
    await page.getByRole('button', { name: 'New chat' }).click();
    await page.getByText('What would you like to know?').waitFor();
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Ask' }).waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(await findIssues(page)).toEqual([]);
  });

  test('with the keyboard alone: ask, stop, go to the answer’s buttons', async () => {
    const { page, answers } = await openPage(browser, stage);
    await page.getByRole('combobox', { name: 'Model' }).focus();
    await page.keyboard.type('steady');
    for (let tabs = 0; tabs < 9 && !(await isFocused(page, 'Your question')); tabs += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await answers.getByText('drip drip').waitFor();
    expect(await page.locator('.question p').innerText()).toBe('one\ntwo');
    expect(await isFocused(page, 'Your question')).toBe(true);
    await page.keyboard.press('Escape');
    await answers.getByText('You stopped this answer.').waitFor();
    for (let tabs = 0; tabs < 30 && !(await isFocused(page, 'Copy')); tabs += 1) await page.keyboard.press('Shift+Tab');
    expect(await isFocused(page, 'Copy')).toBe(true);
  });

  test('a screen reader reads the state, not every word', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Drip.', 'steady');
    await answers.getByText('drip drip').waitFor();
    expect(
      await answers.locator('xpath=ancestor-or-self::*[@aria-live or @role="log" or @role="status"]').count(),
    ).toBe(0);
    expect(await page.getByRole('status').allInnerTexts()).toEqual(['Answering …']);
    expect(await answers.getAttribute('aria-busy')).toBe('true');
  });

  test('with reduced motion nothing moves by itself', async () => {
    const { page, ask } = await openPage(browser, stage, { reducedMotion: 'reduce' });
    await ask('hi', 'stall-at-start');
    await page.locator('.waiting').waitFor();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});

function isFocused(page: Page, label: string): Promise<boolean> {
  return page.evaluate((name) => {
    const { activeElement: element } = document;
    return (element?.getAttribute('aria-label') ?? element?.textContent) === name;
  }, label);
}
