import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';

/** How browsers show that a key belongs to an input method: Safari only by the old key code. */
const composing = [{ isComposing: true }, { keyCode: 229 }];

describe.skipIf(!browserTests.isPossible)('a key that an input method uses does nothing on the page', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  test('Enter that ends a composition sends nothing', async () => {
    const { page } = await openPage(browser, stage);
    const box = page.getByLabel('Your question');
    await box.fill('にほんご');
    for (const sign of composing) await box.dispatchEvent('keydown', { key: 'Enter', ...sign });
    expect(await page.locator('.question').count()).toBe(0);
    await box.press('Enter');
    expect(await page.locator('.question').count()).toBe(1);
  });

  test('Escape that cancels a composition leaves the answer running', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Drip.', 'steady');
    await answers.getByText('drip drip').waitFor();
    const box = page.getByLabel('Your question');
    for (const sign of composing) await box.dispatchEvent('keydown', { key: 'Escape', ...sign });
    expect(await answers.getAttribute('data-state')).toBe('streaming');
    await box.press('Escape');
    await answers.getByText('You stopped this answer.').waitFor();
  });

  test('Escape that cancels a composition keeps what is being edited', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('hi', 'normal');
    await answers.getByText('tokens').waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    const box = page.getByRole('textbox', { name: 'Edit' });
    await box.fill('にほんご');
    for (const sign of composing) await box.dispatchEvent('keydown', { key: 'Escape', ...sign });
    expect(await box.inputValue()).toBe('にほんご');
    await box.press('Escape');
    expect(await box.count()).toBe(0);
  });
});
