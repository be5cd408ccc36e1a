import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { hasBrowser, openBrowser, openPage } from './open-page.ts';

describe.skipIf(!hasBrowser)('conversations are kept in this browser', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  test('the latest first; opened, exported, deleted', async () => {
    const { page, answers, ask, shoot } = await openPage(browser, stage);
    for (const question of ['first question', 'second question']) {
      await page.getByRole('button', { name: 'New chat' }).click();
      await ask(question, 'normal');
      await answers.getByText('tokens').waitFor();
    }
    await page.reload();
    const list = page.getByRole('navigation', { name: 'Conversations' });
    await list.getByText('second question').waitFor();
    expect(await list.locator('li').allInnerTexts()).toEqual([
      expect.stringContaining('second question'),
      expect.stringContaining('first question'),
    ]);
    await list.getByText('first question').click();
    await answers.getByText('A river begins').waitFor();
    await shoot('history');

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

  test('an answer that ran while the page was reloaded is there as far as it came, and not whole', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Drip.', 'steady');
    // More than the second that a reload may lose.
    await answers.getByText(/(drip ){15}/).waitFor();
    await page.reload();
    await page.getByRole('navigation', { name: 'Conversations' }).getByText('Drip.').click();
    await page.locator('.problem[data-kind=cut]').getByText('The answer is not whole.').waitFor();
    expect(await answers.locator('.markdown').innerText()).toMatch(/^drip drip/);
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

  test('deleted while its answer runs, a conversation does not come back', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Drip.', 'steady');
    await answers.getByText('drip drip').waitFor();
    const left = page.waitForEvent('requestfailed');
    await page.getByRole('button', { name: 'Delete “Drip.”' }).click();
    await left;
    await page.reload();
    await page.getByText('Kept in this browser. None yet.').waitFor();
  });
});
