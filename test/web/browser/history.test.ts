import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';

describe.skipIf(!browserTests.isPossible)('conversations are kept in this browser', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  test('lists the latest first, and can be opened, exported and deleted', async () => {
    const { page, answers, ask, shoot } = await openPage(browser, stage);
    for (const question of ['first question', 'second question']) {
      await page.getByRole('button', { name: 'New chat' }).click();
      await ask(question, 'normal');
      await answers.getByText('tokens').waitFor();
    }
    await page.reload();
    // The address names the conversation.
    await page.locator('.question').getByText('second question').waitFor();
    const list = page.getByRole('navigation', { name: 'Conversations' });
    await list.getByText('second question').waitFor();
    expect(await list.locator('li').allInnerTexts()).toEqual([
      expect.stringContaining('second question'),
      expect.stringContaining('first question'),
    ]);
    await list.getByText('first question').click();
    await page.locator('.question').getByText('first question').waitFor();
    await answers.getByText('A river begins').waitFor();
    await shoot('history');
    await page.goBack();
    await page.locator('.question').getByText('second question').waitFor();
    await page.goForward();

    const download = page.waitForEvent('download');
    await list.getByRole('button', { name: 'Export all' }).click();
    const exported: unknown = JSON.parse(await readFile(await (await download).path(), 'utf8'));
    expect(exported).toMatchObject([
      {
        messages: [
          { role: 'user', text: 'second question' },
          { role: 'assistant', state: 'done' },
        ],
      },
      {
        messages: [
          { role: 'user', text: 'first question' },
          { role: 'assistant', state: 'done' },
        ],
      },
    ]);

    await list.getByRole('button', { name: 'Delete “first question”' }).click();
    expect(await answers.count()).toBe(0);
    await page.reload();
    await list.getByText('second question').waitFor();
    expect(await list.locator('li').count()).toBe(1);
  });

  test('an answer that was running during a reload is there as far as it had arrived, and marked as incomplete', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Drip.', 'steady');
    // More than the second that a reload may lose.
    await answers.getByText(/(drip ){15}/).waitFor();
    await page.reload();
    await page.getByRole('navigation', { name: 'Conversations' }).getByText('Drip.').click();
    await page.locator('.problem[data-kind=cut]').getByText('The answer is not complete.').waitFor();
    expect(await answers.locator('.markdown').innerText()).toMatch(/^drip drip/);
  });

  test('a conversation whose model is gone says so, and goes on with another', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await page.route('**/v1/models', async (route) => {
      const models = (await (await route.fetch()).json()) as { data: { id: string }[] };
      await route.fulfill({ json: { data: models.data.filter(({ id }) => id !== 'hello') } });
    });
    await ask('hi', 'hello');
    await answers.getByText('tokens').waitFor();
    await page.reload();
    await page.getByRole('navigation', { name: 'Conversations' }).getByText('hi').click();
    const picker = page.getByRole('combobox', { name: 'Model' });
    await picker.getByText('normal').waitFor({ state: 'attached' });
    expect(await picker.inputValue()).toBe('hello');
    await ask('again', 'normal');
    await answers.getByText('A river begins').waitFor();
  });

  test('the comparison leads back to the conversation that was open', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Here.', 'normal');
    await answers.getByText('tokens').waitFor();
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Ask' }).waitFor();
    await page.getByRole('link', { name: 'Chat', exact: true }).click();
    await page.locator('.question').getByText('Here.').waitFor();
  });

  test('an answer goes on while another conversation is open', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Count.', 'slow');
    await answers.getByText('One,').waitFor();
    await page.getByRole('button', { name: 'New chat' }).click();
    await ask('hi', 'normal');
    await answers.getByText('A river begins').waitFor();
    await page.getByRole('navigation', { name: 'Conversations' }).getByText('Count.').click();
    await answers.getByText('One, two, three, four, five.').waitFor();
  });

  test('in a browser that saves nothing, the chat goes on and says so', async () => {
    const { page, answers, ask, offences } = await openPage(browser, stage, {}, () => {
      for (const name of ['localStorage', 'sessionStorage'] as const) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('no', 'SecurityError');
          },
        });
      }
      Object.defineProperty(window, 'indexedDB', {
        value: {
          open: () => {
            throw new DOMException('no', 'SecurityError');
          },
        },
      });
    });
    await ask('hi', 'normal');
    await answers.getByText('tokens').waitFor();
    await page.getByText('closing the tab deletes them').waitFor();
    expect(offences).toEqual([]);
  });

  test('a conversation that is deleted while its answer runs does not come back', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Drip.', 'steady');
    await answers.getByText('drip drip').waitFor();
    const left = page.waitForEvent('requestfailed');
    await page.getByRole('button', { name: 'Delete “Drip.”' }).click();
    await left;
    await page.reload();
    await page.getByText('Saved in this browser. None yet.').waitFor();
  });
});
