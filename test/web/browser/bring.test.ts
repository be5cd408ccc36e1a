import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Conversation } from '../../../web/chat/conversation/conversation.ts';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { signIn } from '../../fixtures/people.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';
import { signInAs } from './sign-in-as.ts';

const files = [{ name: 'notes.txt', data: 'data:text/plain;base64,UmVhZCBtZS4=' }];
const answer = (text: string) =>
  ({ role: 'assistant', state: 'done', parts: [{ kind: 'text', text }], sources: [], model: 'normal' }) as const;
const question = (text: string, attached: typeof files = []) => ({ role: 'user', text, files: attached }) as const;

const older: Conversation = {
  id: 'older',
  askedMs: 1_000,
  choices: { system: '', isThinking: false },
  messages: [question('What is in it?', files), answer('Read me.'), question('And?'), answer('No more.')],
};
const newer: Conversation = { ...older, id: 'newer', askedMs: 2_000, messages: [question('Newer?'), answer('Yes.')] };

/** Puts conversations where a page without sign-in keeps them, and gives back what is there. */
async function inBrowser(page: Page, url: string, add: readonly Conversation[] = []): Promise<readonly string[]> {
  return page.evaluate(
    async ([name, added]) => {
      const opening = indexedDB.open(name);
      opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('conversations'));
      await new Promise((resolve) => opening.addEventListener('success', resolve));
      const all = opening.result.transaction('conversations', 'readwrite').objectStore('conversations');
      for (const each of added) all.put(each, each.id);
      const keys = all.getAllKeys();
      await new Promise((resolve) => keys.addEventListener('success', resolve));
      opening.result.close();
      return keys.result.map(String);
    },
    [`rivulet ${url}`, add] as const,
  );
}

describe.skipIf(!browserTests.isPossible)('what this browser had before a person signed in', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([
      startTestStage({ webPage: 'api', access: 'cognito', conversations: 'on' }),
      openBrowser(),
    ]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  const openWith = async (name: 'alice' | 'bob', had: readonly Conversation[]) => {
    const chat = await openPage(browser, stage);
    onTestFinished(() => chat.page.context().close());
    await inBrowser(chat.page, stage.url, had);
    await signInAs(chat.page, name);
    const { page } = chat;
    return {
      ...chat,
      list: page.getByRole('navigation', { name: 'Conversations' }),
      bring: page.getByRole('button', { name: 'Bring the conversations of this browser here' }),
    };
  };

  test('is brought to the server on request, and is then there and not here', async () => {
    const { page, list, bring, answers, ask } = await openWith('alice', [older, newer]);
    await bring.getByText(': 2').waitFor();
    const { request } = await signIn(stage, 'alice');
    const onServer = async () => {
      const { conversations }: { conversations: { title: string }[] } = JSON.parse(
        await (await request('GET', 'conversations')).text(),
      );
      return conversations.map(({ title }) => title);
    };
    expect(await onServer()).toEqual([]);
    await bring.click();
    await list.getByText('What is in it?').waitFor();
    expect(await list.locator('li a').allInnerTexts()).toEqual(['Newer?', 'What is in it?']);
    expect(await onServer()).toEqual(['Newer?', 'What is in it?']);
    expect(await inBrowser(page, stage.url)).toEqual([]);
    expect(await bring.count()).toBe(0);

    await list.getByText('What is in it?').click();
    await answers.getByText('No more.').waitFor();
    await page
      .locator('.question')
      .getByText(/^notes/)
      .waitFor();
    await ask('More?', 'capable');
    await expect.poll(() => answers.count()).toBe(3);
    await answers.last().getByText('A river begins').waitFor();
    // With the file that was brought along.
    expect(JSON.stringify(stage.seen.at(-1)?.body)).toMatch(/"document".*No more\..*More\?/);
  });

  test('stays here if it can’t be brought, and the page says why', async () => {
    const { page, list, bring } = await openWith('bob', [older, newer]);
    await page.route('**/conversations', (route) =>
      route.request().postData()?.includes('notes.txt') === true
        ? route.fulfill({ status: 413, json: { error: { kind: 'too-large' } } })
        : route.fallback(),
    );
    await bring.click();
    await page.getByText('Not brought, and still in this browser: 1.').waitFor();
    await list.getByText('The question is too large').waitFor();
    await bring.getByText(': 1').waitFor();
    expect(await list.locator('li a').allInnerTexts()).toEqual(['Newer?']);
    expect(await inBrowser(page, stage.url)).toEqual(['older']);
  });
});
