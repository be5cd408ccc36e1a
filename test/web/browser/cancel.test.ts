import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';
import { readTokens } from './read-tokens.ts';

/** What the whole scenario `steady` uses, in a minute. */
const wholeTokens = 610;
const plans = { standard: { budget: { day: { tokens: 1_000_000 } } } };

/** The cancels that the page sends. */
function noteCancels(page: Page): string[] {
  const cancels: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'DELETE') cancels.push(new URL(request.url()).pathname);
  });
  return cancels;
}

describe.skipIf(!browserTests.isPossible)('an answer that is stopped on the page', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const start = async (settings: object) => {
    const stage = await startTestStage({ webPage: 'api', ...settings });
    onTestFinished(() => stage.close());
    return stage;
  };
  /** The model was left before its end, nothing is held, and what was written until then is charged. */
  const expectNoMoreBill = async (stage: TestStage) => {
    await expect.poll(() => readTokens(stage)).toMatchObject({ held: 0 });
    const { used = 0 } = (await readTokens(stage)) ?? {};
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThan(wholeTokens);
  };

  test('costs no more, and keeps its words and its mark', async () => {
    const stage = await start({ cancel: 'on', plans });
    const { page, ask, answers, offences } = await openPage(browser, stage);
    const cancels = noteCancels(page);
    await ask('hi', 'steady');
    await answers.getByText('drip drip').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.answer[data-state=stopped]').waitFor();
    const words = await answers.locator('.markdown').innerText();
    await expect(stage.seen.at(-1)?.ended).resolves.toBe('caller-left');
    await expectNoMoreBill(stage);
    expect(cancels).toEqual([expect.stringMatching(/\/requests\/[\w-]+$/)]);
    expect(await page.locator('.problem').count()).toBe(0);
    expect(await answers.locator('.markdown').innerText()).toBe(words);
    await answers.getByText('You stopped this answer.').waitFor();
    // What is left is asked for again, as no last event has said it.
    const left = 1_000_000 - ((await readTokens(stage))?.used ?? 0);
    await page.getByText(`${left.toLocaleString('en')} of 1,000,000 tokens`).waitFor();
    expect(offences).toEqual([]);
  });

  test('costs no more when the page is left', async () => {
    const stage = await start({ cancel: 'on', plans });
    const { page, ask, answers } = await openPage(browser, stage);
    await ask('hi', 'steady');
    await answers.getByText('drip drip').waitFor();
    await page.goto('about:blank');
    await expect(stage.seen.at(-1)?.ended).resolves.toBe('caller-left');
    await expectNoMoreBill(stage);
  });

  test('costs no more when a person signed in, and the request has a token', async () => {
    const stage = await start({ cancel: 'on', access: 'cognito' });
    const { page, ask, answers } = await openPage(browser, stage);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'alice' }).click();
    await page.locator('.settings option').first().waitFor({ state: 'attached' });
    await ask('hi', 'steady');
    await answers.getByText('drip drip').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.answer[data-state=stopped]').waitFor();
    await expect(stage.seen.at(-1)?.ended).resolves.toBe('caller-left');
  });

  test('in the comparison the stream is cancelled, too', async () => {
    const stage = await start({ cancel: 'on' });
    const { page } = await openPage(browser, stage);
    const cancels = noteCancels(page);
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByLabel('Ask both ways').fill('hi');
    await page.getByRole('combobox', { name: 'Model' }).selectOption('steady');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.locator('.pane').getByText('drip drip').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => page.locator('.pane').getByText('You stopped this answer.').count()).toBe(2);
    await expect(Promise.race(stage.seen.map(({ ended }) => ended))).resolves.toBe('caller-left');
    // The id of a JSON answer comes with the answer.
    expect(cancels).toHaveLength(1);
  });

  test('is only left, where callers can’t cancel', async () => {
    const stage = await start({});
    const { page, ask, answers } = await openPage(browser, stage);
    const cancels = noteCancels(page);
    await ask('hi', 'steady');
    await answers.getByText('drip drip').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.answer[data-state=stopped]').waitFor();
    expect(cancels).toEqual([]);
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect(loaded.filter((name) => /assets\/(cancel|budget)-/.test(name))).toEqual([]);
  });
});
