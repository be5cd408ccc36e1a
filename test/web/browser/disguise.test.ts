import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';

const toEvent = (type: string, data: object) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };
const end = toEvent('usage', usage) + toEvent('done', { stopReason: 'end_turn', usage });

describe.skipIf(!browserTests.isPossible)('an answer that hides what it contains', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  const read = async (text: string, before = '') => {
    const chat = await openPage(browser, stage);
    const body = before + toEvent('delta', { text }) + end;
    await chat.page.route('**/chat', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
    await chat.ask('hi');
    await chat.answers.getByText('tokens').waitFor();
    return { ...chat, links: chat.answers.locator('a'), shown: chat.answers.locator('.markdown') };
  };

  test('a link that looks like another address shows where it leads', async () => {
    const { links, offences } = await read(
      '[google.com](https://evil.example/a) [the docs](https://docs.example) https://docs.example ' +
        '![docs.example](https://evil.example/b.png)',
    );
    expect(await links.allInnerTexts()).toEqual([
      'google.com (evil.example)',
      'the docs',
      'https://docs.example',
      'docs.example (evil.example)',
    ]);
    expect(offences).toEqual([]);
  });

  test.each([
    ['as it is', '[a\u202Eb](https://evil.example)'],
    ['as a number', '[a&#x202E;b](https://evil.example)'],
    ['in emphasis', '[**a\u202Eb**](https://evil.example)'],
  ])('a control in a link is shown: %s', async (_how, text) => {
    const { links } = await read(text);
    expect(await links.innerText()).toBe('aU+202Eb (evil.example)');
  });

  test('a control in a link is shown, also when its name is used', async () => {
    const { links } = await read('[goo&ZeroWidthSpace;gle](https://evil.example)');
    expect(await links.innerText()).toBe('gooU+200Bgle (evil.example)');
  });

  test('a control in a link’s target does not hide the target', async () => {
    const { links } = await read('https://evil.example/\u202Egpj.exe');
    expect(await links.innerText()).toBe('https://evil.example/U+202Egpj.exe (evil.example)');
    expect(await links.evaluate((link: HTMLAnchorElement) => link.href)).toBe('https://evil.example/%E2%80%AEgpj.exe');
  });

  test('controls in code and in what a tool is given are shown', async () => {
    const { shown, answers } = await read(
      'Run `a\u202Eb`.\n\n```j\u2066s\nif (x\u200B) {}\n```',
      toEvent('tool-use', { index: 0, id: 't', name: 'run' }) + toEvent('tool-input', { index: 0, json: '"a\u2067b"' }),
    );
    expect(await shown.locator('code').allInnerTexts()).toEqual(['aU+202Eb', 'if (xU+200B) {}\n']);
    expect(await shown.locator('.code > span').innerText()).toBe('jU+2066s');
    await answers.locator('.step summary').click();
    expect(await answers.locator('.step pre').innerText()).toBe('"aU+2067b"');
  });

  test('a control in the prose before turns neither a link nor code around', async () => {
    const { shown } = await read('\u202E[abc](https://docs.example) `def` \u2066\u202E`ghi`');
    const isTurned = await shown.locator('a, code').evaluateAll((places) =>
      places.map(({ firstChild }) => {
        const leftOf = (at: number) => {
          const range = new Range();
          range.setStart(firstChild as Text, at);
          range.setEnd(firstChild as Text, at + 1);
          return range.getBoundingClientRect().left;
        };
        return leftOf(0) > leftOf(2);
      }),
    );
    expect(isTurned).toEqual([false, false, false]);
  });

  test('text from right to left is shown correctly, with its joiners and marks', async () => {
    const text = 'سلام، [راهنمای برنامه‌نویسی](https://docs.example) را ببینید.\u200F';
    const { shown, links } = await read(text);
    expect(await links.innerText()).toBe('راهنمای برنامه‌نویسی');
    expect(await shown.locator('mark').count()).toBe(0);
    expect(await shown.locator('p').evaluate((paragraph) => getComputedStyle(paragraph).direction)).toBe('rtl');
    expect(await shown.innerText()).toContain('ببینید.\u200F');
  });
});
