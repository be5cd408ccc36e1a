import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';

declare global {
  interface Window {
    framesSeen: number;
    /** How often the answer changed on the screen. */
    changes: number;
    firstBlock: Element | null;
  }
}

/** How far the list is from its end, in px. */
const distanceFromEnd = (page: Page) =>
  page
    .locator('.messages')
    .evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);

describe.skipIf(!browserTests.isPossible)('a long answer', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  test('of ten thousand tokens is painted at most once a frame, and finished blocks stay', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await page.evaluate(() => {
      Object.assign(window, { framesSeen: 0, changes: 0 });
      const count = () => {
        window.framesSeen += 1;
        requestAnimationFrame(count);
      };
      count();
      const list = document.querySelector('.messages');
      const note = () => {
        window.changes += 1;
        window.firstBlock ??= document.querySelector('.answer h2')?.parentElement ?? null;
      };
      if (list) new MutationObserver(note).observe(list, { childList: true, subtree: true, characterData: true });
    });
    await ask('Flow.', 'essay');
    await answers.getByText('tokens').waitFor();
    const { frames, changes, isSameBlock } = await page.evaluate(() => ({
      frames: window.framesSeen,
      changes: window.changes,
      isSameBlock: window.firstBlock === document.querySelector('.answer h2')?.parentElement,
    }));
    expect(await answers.locator('h2').count()).toBe(20);
    expect(changes).toBeGreaterThan(2);
    // The start and the end are announced at once, independent of frames.
    expect(changes).toBeLessThanOrEqual(frames + 4);
    expect(isSameBlock).toBe(true);
  });

  test('is followed to its end, unless the person has scrolled up', async () => {
    const { page, answers, ask } = await openPage(browser, stage, { viewport: { width: 700, height: 460 } });
    await ask('Flow.', 'essay');
    await answers.getByText('tokens').waitFor();
    expect(await distanceFromEnd(page)).toBeLessThan(2);
    await ask('Drip.', 'steady');
    await answers.getByText('drip drip').waitFor();
    await page.locator('.messages').hover();
    // Little by little, as a trackpad does.
    for (let step = 0; step < 10; step += 1) await page.mouse.wheel(0, -20);
    await page.getByRole('button', { name: 'To the end' }).waitFor();
    const before = await page.locator('.messages').evaluate((list) => list.scrollTop);
    await answers.getByText(/(drip ){20}/).waitFor();
    // The last steps of the wheel may still have been on their way; following the end would lead down.
    expect(await page.locator('.messages').evaluate((list) => list.scrollTop)).toBeLessThanOrEqual(before);
    await page.getByRole('button', { name: 'To the end' }).click();
    await answers.getByText(/(drip ){25}/).waitFor();
    expect(await distanceFromEnd(page)).toBeLessThan(2);
    expect(await page.getByRole('button', { name: 'To the end' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await answers.getByText('You stopped this answer.').waitFor();
    await page.locator('.messages').hover();
    await page.mouse.wheel(0, -600);
    await page.getByRole('button', { name: 'To the end' }).waitFor();
    await ask('More.', 'normal');
    await answers.getByText('A river begins').waitFor();
    expect(await distanceFromEnd(page)).toBeLessThan(2);
  });
});
