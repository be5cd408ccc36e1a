import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';

declare global {
  interface Window {
    attacked?: number;
    violations: string[];
  }
}

describe.skipIf(!browserTests.isPossible)('an answer that attacks the page', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  test('runs nothing, fetches nothing, violates nothing and ends nothing', async () => {
    const { page, answers, ask, offences, shoot } = await openPage(browser, stage);
    await page.evaluate(() => {
      window.violations = [];
      addEventListener('securitypolicyviolation', ({ violatedDirective }) => window.violations.push(violatedDirective));
    });
    await ask('Attack.', 'hostile');
    await answers.getByText('tokens').waitFor();
    await answers.getByText('The end.').waitFor();
    expect(await answers.getAttribute('data-state')).toBe('done');
    expect(await answers.getByText('<img src=x onerror="window.attacked = 1">').count()).toBe(1);
    expect(await answers.locator('img, svg, iframe, script, style, link, form, input, [style]').count()).toBe(0);
    for (const link of await answers.locator('a').all()) expect(await link.getAttribute('href')).toMatch(/^https:/);
    for (const text of ['click', 'entity', 'data']) await answers.getByText(text, { exact: false }).first().click();
    expect(await page.evaluate(() => [window.attacked, window.violations])).toEqual([undefined, []]);
    expect(offences).toEqual([]);
    await shoot('hostile');
  });

  test('even without the sanitizer, the policy would stop it', async () => {
    const { page, offences } = await openPage(browser, stage);
    const outcome = await page.evaluate(async () => {
      try {
        document.createElement('div').innerHTML = '<img src=x onerror="window.attacked = 1">';
      } catch (error) {
        return String(error);
      }
      return 'it became markup';
    });
    expect(outcome).toContain('TrustedHTML');
    expect(offences).toHaveLength(1);
    const violated = await page.evaluate(async () => {
      const violation = new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
      });
      await fetch('https://tracker.invalid/').catch(() => undefined);
      return violation;
    });
    expect(violated).toBe('connect-src');
    expect(offences.some((offence) => offence.startsWith('request: '))).toBe(false);
  });

  test('the page can’t be framed, not even by its own origin', async () => {
    const { page } = await openPage(browser, stage);
    const frame = await browser.newPage();
    await frame.route('**/outside', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<iframe src="${page.url()}"></iframe>` }),
    );
    await frame.goto(`${new URL(stage.url).origin}/outside`);
    await expect.poll(() => frame.frames().length).toBe(2);
    expect(await frame.frames()[1]?.locator('#app').count()).toBe(0);
    await frame.close();
  });
});
