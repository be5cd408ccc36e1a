import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';

describe.skipIf(!browserTests.isPossible)('signing in at the local stage', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    const plans = { standard: { names: ['normal'] }, team: {} };
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api', access: 'cognito', plans }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  test('alice signs in, asks, and is still signed in after a reload and a renewal', async () => {
    const { page, ask, answers } = await openPage(browser, stage);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'alice' }).click();
    await page.getByText('alice@example.com · Plan: standard').waitFor();
    await page.reload();
    await page.getByText('alice@example.com · Plan: standard').waitFor();
    const options = page.getByRole('combobox', { name: 'Model' }).locator('option');
    await options.first().waitFor({ state: 'attached' });
    expect(await options.allTextContents()).toEqual(['normal']);
    await ask('hi');
    await answers.getByText('river').first().waitFor();
    // The page leaves for the issuer, and comes back: only the second document is sure to stay.
    const isBack = page.waitForResponse((response) => response.url().endsWith('/web'));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await isBack;
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage)).catch(() => 'leaving')).toEqual([]);
  });
});
