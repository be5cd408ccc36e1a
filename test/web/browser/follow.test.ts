import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Scenario } from '../../../local/services/bedrock/play/scenario.ts';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { type Person, signIn } from '../../fixtures/people.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openLossyNetwork } from './lossy-network.ts';
import { openBrowser, openPage } from './open-page.ts';
import { signInAs } from './sign-in-as.ts';
import { watchAnswer } from './watch-answer.ts';

/** Ten seconds of numbers: no word is like another. */
const numbers = Array.from({ length: 100 }, (_none, index) => `${index + 1} `);
const counting: Scenario = {
  about: 'Counts.',
  paceMs: 100,
  afterResults: [],
  steps: [
    { event: 'messageStart', data: { role: 'assistant' } },
    { text: numbers, block: 0 },
    { event: 'contentBlockStop', data: { contentBlockIndex: 0 } },
    { event: 'messageStop', data: { stopReason: 'end_turn' } },
  ],
};
const models = {
  normal: { id: 'local.normal' },
  steady: { id: 'local.steady' },
  silent: { id: 'local.stall-at-start' },
  counting: { id: 'example.counting-v1:0' },
};

describe.skipIf(!browserTests.isPossible)('an answer that goes on without its page', () => {
  let stage: TestStage;
  let browser: Browser;
  let alice: Person;

  beforeAll(async () => {
    const settings = { models, access: 'cognito', conversations: 'on', conversationKeepSeconds: 1, cancel: 'on' };
    [stage, browser] = await Promise.all([
      startTestStage({ webPage: 'api', ...settings }, { answer: async () => counting }),
      openBrowser(),
    ]);
    alice = await signIn(stage, 'alice');
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  const open = async (options: BrowserContextOptions = {}) => {
    const chat = await openPage(browser, stage, options);
    onTestFinished(() => chat.page.context().close());
    await signInAs(chat.page, 'alice');
    return chat;
  };
  /** On a network that can be lost. `isNoticed`: the browser says so. */
  const openOnLossy = async () => {
    const network = await openLossyNetwork();
    onTestFinished(network.close);
    const chat = await open({ proxy: network.proxy });
    const lose = async (isNoticed: boolean) => {
      await chat.page.context().setOffline(isNoticed);
      network.lose();
    };
    const comeBack = async () => {
      network.comeBack();
      await chat.page.context().setOffline(false);
    };
    return { ...chat, lose, comeBack };
  };
  /** What the server has of the last turn of the conversation that is open. */
  const lastTurn = async (address: string) => {
    const id = new URL(address).hash.replace('#chat/', '');
    const lines = (await (await alice.request('GET', `conversations/${id}`)).text()).trim().split('\n');
    const turn: { status: string; answer: unknown } = JSON.parse(lines.at(-1) ?? '');
    return turn;
  };
  const statusAt = async (address: string) => (await lastTurn(address)).status;
  /** How much of it the server has. */
  const keptDrips = async (address: string) => countDrips(JSON.stringify((await lastTurn(address)).answer));
  const countDrips = (text: string) => text.match(/drip/g)?.length ?? 0;

  test('is shown going on after a reload, and can be stopped', async () => {
    const { page, ask, answers, shoot } = await open();
    await ask('Drip.', 'steady');
    await answers.getByText(/(drip ){5}/).waitFor();
    await page.reload();
    await page.locator('.answer[data-state=streaming]').waitFor();
    const before = countDrips(await answers.innerText());
    await expect.poll(async () => countDrips(await answers.innerText())).toBeGreaterThan(before);
    expect(await page.getByRole('status').innerText()).toBe('Answering …');
    await shoot('followed');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.answer[data-state=stopped]').waitFor();
    await expect(stage.seen.at(-1)?.ended).resolves.toBe('caller-left');
    await expect.poll(() => statusAt(page.url())).toBe('cancelled');
    // The next question follows the one that was stopped, however soon it is asked.
    await ask('More?', 'normal');
    await answers.getByText('A river begins').waitFor();
    await page.reload();
    await answers.first().getByText('You stopped this answer.').waitFor();
    await answers.last().getByText('A river begins').waitFor();
  });

  test('is not asked to end by a page that is left', async () => {
    const { page, ask, answers } = await open();
    await ask('Drip.', 'steady');
    await answers.getByText(/(drip ){5}/).waitFor();
    const address = page.url();
    await page.goto('about:blank');
    // A cancel would have ended it within about a second.
    await expect.poll(() => keptDrips(address)).toBeGreaterThan(60);
    expect(await statusAt(address)).toBe('running');
    await page.goto(address);
    await answers.getByText(/(drip ){60}/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect(stage.seen.at(-1)?.ended).resolves.toBe('caller-left');
  });

  test.each([true, false])(
    'goes on when the network is back, whether the browser has noticed that it was away (%j)',
    async (isNoticed) => {
      const { page, ask, answers, lose, comeBack } = await openOnLossy();
      await ask('Drip.', 'steady');
      await answers.getByText(/(drip ){5}/).waitFor();
      const seenTexts = await watchAnswer(page);
      await lose(isNoticed);
      const before = countDrips(await answers.innerText());
      // The model is not told: it goes on.
      await expect.poll(() => keptDrips(page.url())).toBeGreaterThan(before + 10);
      expect(countDrips(await answers.innerText())).toBeLessThan(before + 5);
      expect(await page.locator('.answer').getAttribute('data-state')).toBe('streaming');
      await comeBack();
      await expect.poll(async () => countDrips(await answers.innerText())).toBeGreaterThan(before + 10);
      const counts = (await seenTexts()).map(countDrips);
      expect(counts).toEqual(counts.toSorted((one, other) => one - other));
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.locator('.answer[data-state=stopped]').waitFor();
      await expect.poll(() => statusAt(page.url())).toBe('cancelled');
    },
  );

  test('is found whole and without a word twice, if it ended while the network was away', async () => {
    const { page, ask, answers, lose, comeBack } = await openOnLossy();
    await ask('Count.', 'counting');
    await answers.getByText('1 2 3').waitFor();
    await lose(true);
    await expect.poll(() => statusAt(page.url())).toBe('finished');
    expect(await page.locator('.answer').getAttribute('data-state')).toBe('streaming');
    await comeBack();
    await page.locator('.answer[data-state=done]').waitFor();
    expect(await answers.locator('.markdown').innerText()).toBe(numbers.join('').trim());
    expect(await page.locator('.problem').count()).toBe(0);
  });

  test('can be stopped while the network is away, and is left alone then', async () => {
    const { page, ask, answers, lose } = await openOnLossy();
    await ask('Drip.', 'steady');
    await answers.getByText(/(drip ){5}/).waitFor();
    await lose(true);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.answer[data-state=stopped]').waitFor();
  });

  test('that was asked again is shown next to the old one until its first word, after a reload, too', async () => {
    const { page, ask, answers } = await open();
    await ask('hi', 'normal');
    await answers.getByText('tokens').waitFor();
    await page.getByRole('combobox', { name: 'Model' }).selectOption('silent');
    await answers.getByRole('button', { name: 'Try again', exact: true }).click();
    await page.locator('.waiting').waitFor();
    await expect.poll(() => statusAt(page.url())).toBe('running');
    await page.reload();
    await page.locator('.waiting').getByText('Waiting for the first word').waitFor();
    expect(await answers.locator('.markdown').innerText()).toContain('A river begins');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.answer[data-state=stopped]').waitFor();
  });
});
