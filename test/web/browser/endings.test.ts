import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';
import { watchAnswer } from './watch-answer.ts';

describe.skipIf(!browserTests.isPossible)('how an answer ends, as a person sees it', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    // Longer than the SDK tries a throttled request again.
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api', idleSeconds: 10 }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  test.each([
    ['midway-cut', 'disconnected', 'The connection to the model was lost.'],
    ['midway-truncated', 'truncated', 'ended too early'],
    ['midway-stall', 'stalled', 'The model stopped answering.'],
    ['midway-bad-crc', 'unreadable', 'could not be read'],
    ['midway-throttling', 'throttled', 'Too many requests at once.'],
    ['refused-access-denied', 'access-denied', 'has no access to this model'],
    ['refused-validation', 'model-refused', 'refused this input'],
    ['refused-internal-server', 'model-error', 'The model failed.'],
  ])('%s is shown as %s, with what to do next and the text before it', async (scenario, kind, words) => {
    const { page, answers, ask, shoot } = await openPage(browser, stage);
    await ask('hi', scenario);
    const problem = page.locator('.problem');
    await problem.getByText(words).first().waitFor();
    expect(await problem.getAttribute('data-kind')).toBe(kind);
    expect(await problem.getByText(/^Request id [\w-]{36}$/).count()).toBe(1);
    expect(await answers.locator('.markdown').count()).toBe(scenario.startsWith('midway') ? 1 : 0);
    expect(await page.getByRole('status').innerText()).toBe('The answer failed.');
    if (scenario === 'midway-cut') await shoot('failed');
    await problem.getByRole('button', { name: /^Try again/ }).waitFor();
  });

  test('a throttle counts down before it may be tried again', async () => {
    const { page, answers, ask, shoot } = await openPage(browser, stage);
    await ask('hi', 'refused-throttling');
    const retry = page.locator('.problem button');
    await expect.poll(() => retry.innerText()).toMatch(/^Try again in \d s$/);
    expect(await retry.isDisabled()).toBe(true);
    const first = await retry.innerText();
    await shoot('throttled');
    await expect.poll(() => retry.innerText()).not.toBe(first);
    await page.getByRole('combobox', { name: 'Model' }).selectOption('normal');
    // It waits until the button may be used.
    await page.getByRole('button', { name: 'Try again', exact: true }).click();
    await answers.getByText('A river begins').waitFor();
    expect(await page.locator('.problem').count()).toBe(0);
  });

  test.each([
    [
      'the connection is cut',
      'event: start\ndata: {"requestId":"r-1","model":"m","maxTokens":1}\n\nevent: delta\ndata: {"text":"half"}\n\n',
      'cut',
    ],
    ['something that is no stream answers', undefined, 'unknown'],
  ])('%s', async (_what, body, kind) => {
    const { page, answers, ask } = await openPage(browser, stage);
    await page.route('**/chat', (route) =>
      route.fulfill(
        body === undefined
          ? { status: 200, contentType: 'text/html', body: '<p>Log in</p>' }
          : { contentType: 'text/event-stream', body },
      ),
    );
    await ask('hi');
    await page.locator('.problem').waitFor();
    expect(await page.locator('.problem').getAttribute('data-kind')).toBe(kind);
    if (body !== undefined) await answers.getByText('half').waitFor();
  });

  test.each([
    ['max-tokens', 'The answer reached its length limit.'],
    ['content-filtered', 'A content filter ended the answer.'],
    ['empty', 'The answer is empty.'],
  ])('%s is not a complete answer', async (scenario, words) => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('hi', scenario);
    await answers.locator('.notice').getByText(words).waitFor();
    expect(await page.getByRole('status').innerText()).toContain(words);
  });

  test('an unknown stop reason is a problem, shown after the text', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('hi', 'unknown-stop-reason');
    await page.locator('.problem').waitFor();
    expect(await page.locator('.problem').getAttribute('data-kind')).toBe('model-error');
    await answers.getByText('The end.').waitFor();
  });

  test('when offline, the page says so, and goes on when the network is back', async () => {
    const { page, answers, ask, shoot } = await openPage(browser, stage);
    const context = page.context();
    await context.setOffline(true);
    await page.locator('.banner').getByText('This browser is offline.').waitFor();
    await ask('hi');
    await page.locator('.problem[data-kind=offline]').waitFor();
    await shoot('offline');
    await context.setOffline(false);
    await expect.poll(() => page.locator('.banner').count()).toBe(0);
    await page.locator('.problem').getByRole('button', { name: 'Try again' }).click();
    await answers.getByText('A river begins').waitFor();
  });

  test('an API that can’t be reached is a different problem', async () => {
    const { page, ask } = await openPage(browser, stage);
    await page.route('**/chat', (route) => route.abort('connectionrefused'));
    await ask('hi');
    await page.locator('.problem[data-kind=unreachable]').getByText('The API can’t be reached.').waitFor();
  });

  test('over a slow network, an answer still arrives bit by bit', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    const devtools = await page.context().newCDPSession(page);
    const slow = { offline: false, latency: 400, downloadThroughput: 2_000, uploadThroughput: 2_000 };
    await devtools.send('Network.emulateNetworkConditions', slow);
    const seenTexts = await watchAnswer(page);
    await ask('hi', 'slow');
    await answers.getByText('tokens').waitFor();
    const seen = await seenTexts();
    expect(seen.at(-1)).toBe('One, two, three, four, five.');
    expect(seen.length).toBeGreaterThan(1);
  });

  test('a used-up quota asks for another key', async () => {
    // One request lists the models, one is answered.
    const poor = await startTestStage({ webPage: 'api', monthlyQuota: 2 });
    onTestFinished(() => poor.close());
    const { page, answers, ask, shoot } = await openPage(browser, poor);
    await ask('hi');
    await answers.getByText('tokens').waitFor();
    await ask('more');
    const problem = page.locator('.problem[data-kind=quota-exceeded]');
    await problem.getByText('quota for the month is used up').waitFor();
    await shoot('quota');
    await problem.getByRole('button', { name: 'Change key' }).click();
    await page.getByLabel('API key').waitFor();
    expect(await answers.count()).toBe(2);
  });
});
