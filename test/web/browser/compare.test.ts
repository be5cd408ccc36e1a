import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';

/** First byte and total of a pane, in seconds. */
async function figuresOf(page: Page, name: string): Promise<{ first: number; total: number; ticks: number }> {
  const pane = page.getByRole('region', { name, exact: true });
  const [first = '', total = ''] = await pane.locator('dd').allInnerTexts();
  const path = await pane.locator('.timeline path').getAttribute('d');
  return { first: Number.parseFloat(first), total: Number.parseFloat(total), ticks: path?.match(/M/g)?.length ?? 0 };
}

describe.skipIf(!browserTests.isPossible)('streaming beside buffered', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  const run = async (page: Page, scenario: string) => {
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByLabel('Ask both ways').fill('How does it feel?');
    await page.getByRole('combobox', { name: 'Model' }).selectOption(scenario);
    const answers = ['text/event-stream', 'application/json'].map((accept) =>
      page.waitForResponse((response) => response.request().headers()['accept'] === accept),
    );
    await page.getByRole('button', { name: 'Ask' }).click();
    // By then the button is another one.
    await Promise.all(answers);
    await page.getByRole('button', { name: 'Ask' }).waitFor();
  };

  test('the stream begins long before it ends, the JSON answer comes at its end, and both have the same text', async () => {
    const { page, offences, shoot } = await openPage(browser, stage, { viewport: { width: 880, height: 700 } });
    // The start of the environments does not count.
    await run(page, 'normal');
    await run(page, 'markdown');
    const [streamed, buffered] = [await figuresOf(page, 'Streaming'), await figuresOf(page, 'Buffered')];
    expect(streamed.first).toBeLessThan(streamed.total * 0.5);
    expect(buffered.first).toBeGreaterThan(buffered.total * 0.9);
    expect(streamed.ticks).toBeGreaterThan(8);
    expect(buffered.ticks).toBe(1);
    const texts = await page.locator('.pane .text').allInnerTexts();
    expect(texts[0]).toBe(texts[1]);
    await page.getByText('The answer streams: nothing on the way buffers it.').waitFor();
    await shoot('compare');
    expect(offences).toEqual([]);
  });

  test('an answer that was stopped or ended early is not complete', async () => {
    const { page } = await openPage(browser, stage);
    await run(page, 'max-tokens');
    await expect.poll(() => page.locator('.pane').getByText('The answer reached its length limit.').count()).toBe(2);
    await page.getByRole('combobox', { name: 'Model' }).selectOption('steady');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.locator('.pane').getByText('drip drip').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => page.locator('.pane').getByText('You stopped this answer.').count()).toBe(2);
    expect(await page.locator('.verdict').innerText()).toBe('');
  });

  test('something on the way that buffers the answer is detected', async () => {
    const { page, shoot } = await openPage(browser, stage);
    await page.route('**/chat', async (route) => route.fulfill({ response: await route.fetch() }));
    await run(page, 'markdown');
    await page.getByText('The pieces arrived all at once: something on the way buffers the answer.').waitFor();
    await shoot('compare-gathered');
  });

  test.each([
    ['refused-access-denied', 'access-denied'],
    ['midway-cut', 'disconnected'],
  ])('%s is shown in both panes', async (scenario, kind) => {
    const { page } = await openPage(browser, stage);
    await run(page, scenario);
    await expect.poll(() => page.locator(`.pane .problem[data-kind=${kind}]`).count()).toBe(2);
    expect(await page.locator('.verdict').innerText()).toBe('');
  });
});
