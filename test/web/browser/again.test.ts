import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { type ChatPage, openBrowser, openPage } from './open-page.ts';

describe.skipIf(!browserTests.isPossible)('asking again loses nothing', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  const choose = ({ page }: ChatPage, scenario: string) =>
    page.getByRole('combobox', { name: 'Model' }).selectOption(scenario);
  const tryAgain = async (chat: ChatPage, scenario: string) => {
    await choose(chat, scenario);
    await chat.answers.last().getByRole('button', { name: 'Try again', exact: true }).click();
  };
  /** Two questions, each with its answer. */
  const talk = async () => {
    const chat = await openPage(browser, stage);
    await chat.ask('first', 'normal');
    await chat.answers.getByText('tokens').waitFor();
    await chat.ask('second');
    await expect.poll(() => chat.answers.getByText('tokens').count()).toBe(2);
    return chat;
  };

  test('the old answer stays, in the history too, until the new one has its first word', async () => {
    const chat = await openPage(browser, stage);
    const { page, answers, ask } = chat;
    await ask('hi', 'normal');
    await answers.getByText('tokens').waitFor();
    await tryAgain(chat, 'stall-at-start');
    await page.locator('.waiting').waitFor();
    expect(await answers.locator('.markdown').innerText()).toContain('A river begins');
    await page.reload();
    await page.locator('.problem[data-kind=cut]').waitFor();
    expect(await answers.locator('.markdown').innerText()).toContain('A river begins');
  });

  test('it is removed with the first word of the new one', async () => {
    const chat = await openPage(browser, stage);
    const { answers, ask } = chat;
    await ask('hi', 'normal');
    await answers.getByText('tokens').waitFor();
    await tryAgain(chat, 'slow');
    await answers.getByText('One,').waitFor();
    expect(await answers.getByText('A river begins').count()).toBe(0);
    expect(await answers.count()).toBe(1);
  });

  test('next to a failure it is still there, and is sent to the model as its answer', async () => {
    const chat = await openPage(browser, stage);
    const { page, answers, ask } = chat;
    await ask('hi', 'normal');
    await answers.getByText('tokens').waitFor();
    for (const attempt of ['first', 'second']) {
      await tryAgain(chat, 'refused-access-denied');
      await page.locator('.problem[data-kind=access-denied]').waitFor();
      expect(await answers.locator('.markdown').innerText(), attempt).toContain('A river begins');
    }
    await ask('more', 'normal');
    await expect.poll(() => answers.getByText('tokens').count()).toBe(2);
    expect(stage.seen.at(-1)?.body).toMatchObject({
      messages: [
        { role: 'user', content: [{ text: 'hi' }] },
        { role: 'assistant', content: [{ text: expect.stringContaining('A river begins') }] },
        { role: 'user', content: [{ text: 'more' }] },
      ],
    });
  });

  test('sending an early question again asks first, and does nothing when declined', async () => {
    const { page, answers } = await talk();
    const asked = stage.seen.length;
    await page.getByRole('button', { name: 'Edit' }).first().click();
    const box = page.getByRole('textbox', { name: 'Edit' });
    await box.fill('changed');
    for (const decline of ['Escape', 'Enter']) {
      await box.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.getByText('3').waitFor();
      // The focus is on the button that deletes nothing.
      await page.keyboard.press(decline);
      expect(await dialog.count()).toBe(0);
      expect(await box.inputValue()).toBe('changed');
    }
    expect(await answers.count()).toBe(2);
    expect(stage.seen.length).toBe(asked);
  });

  test('and sends it after a yes, with the keyboard alone', async () => {
    const { page, answers } = await talk();
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByRole('textbox', { name: 'Edit' }).fill('changed');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.question').allInnerTexts()).toEqual([expect.stringContaining('changed')]);
    await answers.getByText('tokens').waitFor();
    expect(stage.seen.at(-1)?.body).toMatchObject({ messages: [{ role: 'user', content: [{ text: 'changed' }] }] });
  });

  test('if nothing would be lost, the page does not ask', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('hi', 'refused-access-denied');
    await page.locator('.problem').waitFor();
    await page.getByRole('combobox', { name: 'Model' }).selectOption('normal');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Edit' }).press('Enter');
    await answers.getByText('tokens').waitFor();
  });
});
