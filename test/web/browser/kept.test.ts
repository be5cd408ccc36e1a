import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { type Person, signIn } from '../../fixtures/people.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { type ChatPage, openBrowser, openPage } from './open-page.ts';
import { signInAs } from './sign-in-as.ts';

interface Turn {
  readonly turn: string;
  readonly parent: string | null;
  readonly status: string;
  readonly question: readonly { readonly content: readonly { readonly text?: string }[] }[];
}

/** The id in the page's address. */
const idOf = (page: Page) => new URL(page.url()).hash.replace('#chat/', '');

/** What the server has of a conversation. */
async function readTurns({ request }: Person, id: string): Promise<Turn[]> {
  const lines = (await (await request('GET', `conversations/${id}`)).text()).split('\n').filter(Boolean);
  return lines.map((line): Turn => JSON.parse(line));
}

describe.skipIf(!browserTests.isPossible)('conversations that the server keeps', () => {
  let stage: TestStage;
  let browser: Browser;
  let alice: Person;

  beforeAll(async () => {
    const settings = { webPage: 'api', access: 'cognito', conversations: 'on', cancel: 'on' };
    [stage, browser] = await Promise.all([startTestStage(settings), openBrowser()]);
    alice = await signIn(stage, 'alice');
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  const openAs = async (name: 'alice' | 'bob'): Promise<ChatPage> => {
    const chat = await openPage(browser, stage);
    onTestFinished(() => chat.page.context().close());
    await signInAs(chat.page, name);
    return chat;
  };
  const listOf = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
  const talk = async (chat: ChatPage, ...questions: readonly string[]) => {
    for (const [index, question] of questions.entries()) {
      await chat.ask(question, 'normal');
      await expect.poll(() => chat.answers.getByText('tokens').count()).toBe(index + 1);
    }
  };

  test('are there after a reload and in another browser, for the person who had them alone', async () => {
    const chat = await openAs('alice');
    await talk(chat, 'Where do rivers begin?', 'And end?');
    // Only what is new was sent; the server has put the rest before it.
    expect(JSON.stringify(stage.seen.at(-1)?.body)).toContain('Where do rivers begin?');
    const { page } = chat;
    await page.reload();
    await expect.poll(() => chat.answers.getByText('A river begins').count()).toBe(2);
    await listOf(page).getByText('Where do rivers begin?').waitFor();

    const elsewhere = await openAs('alice');
    await listOf(elsewhere.page).getByText('Where do rivers begin?').click();
    await expect.poll(() => elsewhere.answers.getByText('A river begins').count()).toBe(2);
    expect(await elsewhere.page.locator('.question').allInnerTexts()).toEqual([
      expect.stringContaining('Where do rivers begin?'),
      expect.stringContaining('And end?'),
    ]);
    await elsewhere.shoot('kept');
    await elsewhere.ask('In all?', 'normal');
    await expect.poll(() => elsewhere.answers.getByText('tokens').count()).toBe(3);

    const bob = await openAs('bob');
    await bob.page.getByText('Kept on the server. None yet.').waitFor();
    // Its address opens nothing for anybody else.
    await bob.page.goto(page.url());
    await bob.page.getByText('What would you like to know?').waitFor();
    expect(await bob.answers.count()).toBe(0);
  });

  test('are gone from the screen with the person', async () => {
    const chat = await openAs('alice');
    await talk(chat, 'Only for me.');
    // The sign-in is over: the issuer and the API know the tokens no more.
    await chat.page.route('**/oauth2/token', (route) =>
      route.fulfill({ status: 400, json: { error: 'invalid_grant' } }),
    );
    await chat.page.route(/\/(v1\/models|chat|conversations|me)\b/, (route) =>
      route.fulfill({ status: 401, json: { error: { kind: 'unauthenticated' } } }),
    );
    await chat.ask('More?');
    await chat.page.getByRole('button', { name: 'Sign in' }).first().waitFor();
    await expect.poll(() => chat.page.getByText('Only for me.').count()).toBe(0);
  });

  test('branch where a question is asked again or edited: the newest is shown, the server has all', async () => {
    const chat = await openAs('alice');
    const { page, answers } = chat;
    await talk(chat, 'one', 'two');
    await answers.last().getByRole('button', { name: 'Try again', exact: true }).click();
    await expect.poll(async () => (await readTurns(alice, idOf(page))).length).toBe(3);
    await expect.poll(() => answers.getByText('tokens').count()).toBe(2);
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByRole('textbox', { name: 'Edit' }).fill('changed');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('The server keeps them.').waitFor();
    await page.getByRole('button', { name: 'Send again' }).last().click();
    await expect.poll(() => page.locator('.question').allInnerTexts()).toEqual([expect.stringContaining('changed')]);
    await answers.getByText('tokens').waitFor();

    const turns = await readTurns(alice, idOf(page));
    const [one, two, again, changed] = turns;
    expect(turns.map(({ question }) => question[0]?.content[0]?.text)).toEqual(['one', 'two', 'two', 'changed']);
    expect([one, two, again, changed].map((turn) => turn?.parent)).toEqual([null, one?.turn, one?.turn, null]);
    await page.reload();
    await answers.getByText('A river begins').waitFor();
    expect(await page.locator('.question').allInnerTexts()).toEqual([expect.stringContaining('changed')]);
    await chat.ask('after', 'normal');
    await expect.poll(() => answers.getByText('tokens').count()).toBe(2);
    expect((await readTurns(alice, idOf(page))).at(-1)?.parent).toBe(changed?.turn);
  });

  test('that are deleted are gone, also while an answer runs', async () => {
    const chat = await openAs('alice');
    const { page, answers } = chat;
    await chat.ask('Drip.', 'steady');
    await answers.getByText('drip drip').waitFor();
    const id = idOf(page);
    await page.getByRole('button', { name: 'Delete “Drip.”' }).click();
    await expect(stage.seen.at(-1)?.ended).resolves.toBe('caller-left');
    await expect.poll(async () => (await alice.request('GET', `conversations/${id}`)).status).toBe(404);
    await page.reload();
    await listOf(page).getByRole('button', { name: 'New chat' }).waitFor();
    expect(await listOf(page).getByText('Drip.').count()).toBe(0);
  });

  test('show the names of files that only the server has, and a question with them is not asked again without', async () => {
    const chat = await openAs('alice');
    const { page, answers } = chat;
    await page.getByRole('combobox', { name: 'Model' }).selectOption('capable');
    await page.locator('input[type=file]').setInputFiles({
      name: 'notes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Rivers.'),
    });
    await page.locator('.files').getByText('notes.txt').waitFor();
    await chat.ask('What is in it?');
    await answers.getByText('tokens').waitFor();
    await page.reload();
    const question = page.locator('.question');
    await question.getByText(/^notes/).waitFor();
    await question.getByText('ask it anew with its files').waitFor();
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await chat.ask('And?');
    await expect.poll(() => answers.getByText('tokens').count()).toBe(2);
    expect(JSON.stringify(stage.seen.at(-1)?.body)).toContain('"document"');
  });

  test('may lack an answer, which says so', async () => {
    const chat = await openAs('alice');
    const { page, answers } = chat;
    const start = { requestId: 'r-1', model: 'normal', maxTokens: 1, conversationId: 'c', turn: 't' };
    const done = { stopReason: 'end_turn', kept: false };
    const events = Object.entries({ start, delta: { text: 'Whole.' }, done });
    const body = events.map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('');
    await page.route('**/chat', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
    await chat.ask('hi');
    await answers.getByText('This answer could not be kept in the conversation.').waitFor();
    expect(await page.locator('.problem').count()).toBe(0);
    await page.unroute('**/chat');
    // The next question brings it along.
    await chat.ask('more', 'normal');
    await answers.getByText('A river begins').waitFor();
    expect(JSON.stringify(stage.seen.at(-1)?.body)).toMatch(/hi.*Whole\..*more/);
  });

  test('are listed a page at a time, and exported whole', async () => {
    const chat = await openAs('alice');
    const { page } = chat;
    await talk(chat, 'The newest.');
    await chat.page.getByRole('button', { name: 'New chat' }).click();
    await chat.ask('One newer.', 'normal');
    await chat.answers.getByText('tokens').waitFor();
    await page.route('**/conversations?*', (route) => {
      const url = route.request().url();
      return route.fallback({ url: url.replace('limit=100', 'limit=1') });
    });
    await page.reload();
    await listOf(page).getByText('One newer.').waitFor();
    expect(await listOf(page).locator('li').count()).toBe(1);
    await page.getByRole('button', { name: 'Older conversations' }).click();
    await listOf(page).getByText('The newest.').waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export all' }).click();
    const exported: unknown = JSON.parse(await readFile(await (await download).path(), 'utf8'));
    expect(exported).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ title: 'The newest.', messages: [expect.anything(), expect.anything()] }),
      ]),
    );
  });

  test('say so when a conversation can’t be opened, and open it then', async () => {
    const chat = await openAs('alice');
    const { page, answers } = chat;
    await talk(chat, 'Hidden?');
    await page.route('**/conversations/*', (route) =>
      route.fulfill({ status: 503, json: { error: { kind: 'history-unknown' } } }),
    );
    await page.reload();
    const problem = page.locator('.problem[data-kind=history-unknown]');
    await problem.getByText('The conversation can’t be read at the moment.').waitFor();
    await page.unroute('**/conversations/*');
    await problem.getByRole('button', { name: 'Try again' }).click();
    await answers.getByText('A river begins').waitFor();
  });
});

describe.skipIf(!browserTests.isPossible)('with a key', () => {
  test('conversations stay in this browser, and nothing of the server’s is loaded', async () => {
    const [stage, browser] = await Promise.all([
      startTestStage({ webPage: 'api', conversations: 'on' }),
      openBrowser(),
    ]);
    onTestFinished(async () => {
      await Promise.all([browser.close(), stage.close()]);
    });
    const { page, ask, answers } = await openPage(browser, stage);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await ask('hi', 'normal');
    await answers.getByText('tokens').waitFor();
    await page.reload();
    await answers.getByText('A river begins').waitFor();
    expect(asked.filter((url) => /\/conversations/.test(url))).toEqual([]);
    const kept = await fetch(`${stage.url}conversations`, { headers: { 'x-api-key': stage.apiKey ?? '' } });
    expect(await kept.json()).toEqual({ conversations: [] });
  });
});
