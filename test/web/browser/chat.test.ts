import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { giveKey, openBrowser, openPage } from './open-page.ts';
import { watchAnswer } from './watch-answer.ts';

/** As README.md shows it. */
const picture = { width: 880, height: 760 };

describe.skipIf(!browserTests.isPossible)('the chat page in a browser', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  test('an answer grows word by word', async () => {
    const { page, ask, offences } = await openPage(browser, stage);
    const seenTexts = await watchAnswer(page);
    // This answer takes a minute: whatever is seen of it by now, was seen before its end, however busy the machine.
    await ask('Drip.', 'steady');
    await expect.poll(async () => (await seenTexts()).length, { timeout: 20_000 }).toBeGreaterThan(3);
    await page.getByRole('button', { name: 'Stop' }).click();
    const seen = await seenTexts();
    for (const [i, text] of seen.entries()) expect(text.startsWith(seen[i - 1] ?? 'drip'), text).toBe(true);
    expect(offences).toEqual([]);
  });

  test('an answer shows its tokens and the time to its first word', async () => {
    const { page, answers, ask, offences } = await openPage(browser, stage);
    await ask('hi', 'slow');
    await answers.getByText('tokens').waitFor();
    const [, first = '', all = ''] =
      /first word after ([\d.]+) s · ([\d.]+) s in total/.exec(await answers.innerText()) ?? [];
    expect(Number(first)).toBeLessThan(Number(all));
    expect(await answers.innerText()).toContain('slow · 11 tokens in, 10 out');
    expect(await page.getByRole('status').innerText()).toBe('The answer is complete.');
    expect(offences).toEqual([]);
  });

  test('Markdown is rendered, and code can be copied', async () => {
    const { page, answers, ask, shoot, offences } = await openPage(browser, stage, {
      permissions: ['clipboard-read', 'clipboard-write'],
      viewport: picture,
    });
    await ask('How does streaming feel?', 'markdown');
    await answers.getByText('tokens').waitFor();
    await answers.locator('td', { hasText: '9.8 s' }).waitFor();
    expect(await answers.locator('.maths').allInnerTexts()).toEqual(['$t_{first} * n$', '$t_{total} * n$']);
    expect(await answers.locator('strong').allInnerTexts()).toContain('そのまま');
    await answers.locator('.code').getByRole('button', { name: 'Copy' }).click();
    await answers.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('for await (const delta of answer)');
    await shoot('chat');
    expect(offences).toEqual([]);
  });

  test('thoughts, tools and sources are shown, collapsed', async () => {
    const { page, answers, ask, shoot } = await openPage(browser, stage);
    await ask('Think.', 'reasoning');
    await answers.locator('.thinking').waitFor();
    expect(await answers.locator('.thinking .markdown').isVisible()).toBe(false);
    await answers.locator('.thinking summary').click();
    expect(await answers.locator('.thinking .markdown').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'New chat' }).click();
    await ask('Sum.', 'server-tool');
    await answers.locator('.step summary', { hasText: 'Nova code interpreter' }).click();
    expect(await answers.locator('.step pre').allInnerTexts()).toEqual([
      '{"snippet":"6 * 7"}',
      expect.stringContaining('"stdOut": "42"'),
    ]);
    await page.getByRole('button', { name: 'New chat' }).click();
    await ask('Cite.', 'citations');
    await answers.getByText('tokens').waitFor();
    const listed = answers.locator('.sources li');
    await expect.poll(() => listed.locator('> b, > a').allInnerTexts()).toEqual(['Tides', 'Harbours']);
    await listed.first().locator('summary').click();
    await listed.getByText('The tide turns twice a day.').waitFor();
    // The first of them is cited before there is a word to mark.
    expect(await answers.locator('.markdown').innerText()).toBe(
      'The tide turns twice a day[2] and ships leave with the ebb.',
    );
    await shoot('sources');
    await page.getByRole('button', { name: 'New chat' }).click();
    await ask('Tool.', 'tools');
    await answers.getByText('is waiting for a tool that this page can’t run').waitFor();
  });

  test('a model chosen at once after "New chat" is the new chat’s', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Flow.', 'normal');
    await answers.getByText('tokens').waitFor();
    await page.evaluate(async () => {
      [...document.querySelectorAll('button')].find(({ innerText }) => innerText === 'New chat')?.click();
      // The page draws in a microtask; the browser's own events come later.
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      const picker = document.querySelector<HTMLSelectElement>('.settings select');
      if (picker) picker.value = 'citations';
      picker?.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await ask('Cite.');
    await answers.locator('.sources').waitFor();
  });

  test('a stopped answer keeps what has arrived, and the request is aborted', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Drip.', 'steady');
    await answers.getByText('drip drip').waitFor();
    const left = page.waitForEvent('requestfailed');
    await page.getByRole('button', { name: 'Stop' }).click();
    expect((await left).url()).toBe(`${stage.url}chat`);
    await answers.getByText('You stopped this answer.').waitFor();
    expect(await page.getByRole('status').innerText()).toBe('You stopped this answer.');
    expect(await answers.innerText()).toMatch(/^drip drip/);
    await page.getByRole('button', { name: 'Send' }).waitFor();
  });

  test('stopping does not send the text that is being written', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('Drip.', 'steady');
    await answers.getByText('drip drip').waitFor();
    await page.getByLabel('Your question').fill('not yet');
    await page.getByRole('button', { name: 'Stop' }).click();
    await answers.getByText('You stopped this answer.').waitFor();
    await page.getByRole('button', { name: 'Send' }).waitFor();
    expect(await page.locator('.question').count()).toBe(1);
    expect(await page.getByLabel('Your question').inputValue()).toBe('not yet');
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Ask' }).waitFor();
    await page.goBack();
    expect(await page.getByLabel('Your question').inputValue()).toBe('not yet');
  });

  test('a question that is tried again gets a new answer in place of the old one', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('hi', 'empty');
    await answers.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('combobox', { name: 'Model' }).selectOption('normal');
    await answers.getByRole('button', { name: 'Try again' }).click();
    await answers.getByText('A river begins').waitFor();
    expect(await answers.count()).toBe(1);
    expect(stage.seen.at(-1)?.body).toMatchObject({ messages: [{ role: 'user', content: [{ text: 'hi' }] }] });
  });

  test('an edited question is sent again, and later messages are deleted', async () => {
    const { page, answers, ask } = await openPage(browser, stage);
    await ask('first', 'normal');
    await answers.getByText('tokens').waitFor();
    await ask('second');
    await expect.poll(() => answers.getByText('tokens').count()).toBe(2);
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByRole('textbox', { name: 'Edit' }).fill('changed');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await expect.poll(() => page.locator('.question').allInnerTexts()).toEqual([expect.stringContaining('changed')]);
    await answers.getByText('tokens').waitFor();
    expect(stage.seen.at(-1)?.body).toMatchObject({ messages: [{ role: 'user', content: [{ text: 'changed' }] }] });
  });

  test('a file that another model does not accept can be removed from the question', async () => {
    const families = {
      seeing: { id: 'local.normal', family: 'claude-4.5' },
      blind: { id: 'local.normal', family: 'nova-micro' },
    };
    const two = await startTestStage({ webPage: 'api', models: families, defaultModel: 'seeing' });
    onTestFinished(() => two.close());
    const { page, answers, ask } = await openPage(browser, two);
    const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hi') };
    await page.locator('input[type=file]').setInputFiles(note);
    await ask('Read.', 'blind');
    await page.getByText('note.txt: this model can’t read this type of file.').waitFor();
    expect(await page.locator('.question').count()).toBe(0);
    await ask('Read.', 'seeing');
    await answers.getByText('tokens').waitFor();
    await ask('And you?', 'blind');
    await page.locator('.problem[data-kind=invalid-request]').getByText('does not support documents').waitFor();
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByRole('button', { name: 'Remove note.txt' }).click();
    await page.getByRole('textbox', { name: 'Edit' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await answers.getByText('tokens').waitFor();
    expect(two.seen.at(-1)?.body).toMatchObject({ messages: [{ content: [{ text: 'Read.' }] }] });
  });

  test('instructions, thinking and files go to the model', async () => {
    const families = {
      seeing: { id: 'local.normal', family: 'claude-4.5' },
      blind: { id: 'local.hello', family: 'nova-micro' },
    };
    const seeing = await startTestStage({ webPage: 'api', models: families, defaultModel: 'seeing' });
    onTestFinished(() => seeing.close());
    const { page, answers, ask } = await openPage(browser, seeing);
    await page.getByText('Instructions').click();
    await page.getByLabel('Instructions').fill('Be brief.');
    await page.getByLabel('Think before answering').check();
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await page.locator('input[type=file]').setInputFiles([
      { name: 'dot.PNG', mimeType: '', buffer: Buffer.from(png, 'base64') },
      { name: 'notes.md', mimeType: '', buffer: Buffer.from('# Notes') },
    ]);
    await page.getByText('notes.md').waitFor();
    await ask('Look.');
    await answers.getByText('A river begins').waitFor();
    expect(
      await page.getByRole('img', { name: 'dot.PNG' }).evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBe(1);
    expect(seeing.seen.at(-1)?.body).toMatchObject({
      system: [{ text: 'Be brief.' }],
      additionalModelRequestFields: { thinking: { type: 'enabled' } },
      messages: [
        {
          content: [
            { image: { format: 'png', source: { bytes: png } } },
            { document: { format: 'md' } },
            { text: 'Look.' },
          ],
        },
      ],
    });

    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'song.mp3', mimeType: 'audio/mpeg', buffer: Buffer.from('x') });
    await page.getByText('song.mp3: this model can’t read this type of file.').waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'big.txt', mimeType: 'text/plain', buffer: Buffer.alloc(4_000_000, 'x') });
    await page.getByText('The files are too large together: 3.1 MB at most.').waitFor();
    await page.getByRole('combobox', { name: 'Model' }).selectOption('blind');
    expect(await page.getByRole('button', { name: 'Attach files' }).count()).toBe(0);
    await page.getByRole('button', { name: 'New chat' }).click();
    await ask('Again.');
    await answers.getByText('tokens').waitFor();
    expect(seeing.seen.at(-1)?.body).not.toHaveProperty('additionalModelRequestFields');
  });

  test('after a wrong key, the page asks for another one before any question is sent', async () => {
    const { page } = await openPage(browser, withoutKey(stage));
    expect(await page.getByLabel('API key').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByLabel('API key').fill('x'.repeat(30));
    await page.getByRole('button', { name: 'Use this key' }).click();
    await page.getByText('This key is not valid.').waitFor();
    await giveKey(page, stage.apiKey ?? '');
    expect(await page.getByText('This key is not valid.').count()).toBe(0);
    const kept = await page.evaluate(() => [Object.entries(sessionStorage), Object.entries(localStorage)]);
    // By the stage's URL: several may stand behind one domain.
    expect(kept).toEqual([[[`rivulet.key ${stage.url}`, stage.apiKey]], []]);
    await page.getByRole('button', { name: 'Change key' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByLabel('API key').count()).toBe(0);
    await page.getByRole('button', { name: 'Change key' }).click();
    await page.getByLabel('API key').fill(`${stage.apiKey?.slice(0, -1)}x`);
    await page.keyboard.press('Enter');
    await page.getByText('This key is not valid.').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    const secondRefusal = page.waitForResponse('**/v1/models');
    await page.getByLabel('API key').fill('y'.repeat(30));
    await page.keyboard.press('Enter');
    await secondRefusal;
    await page.getByText('This key is not valid.').waitFor();
  });

  test.each([
    ['ja-JP', 'ja', 'チャット', '回答が完了しました。'],
    ['vi-VN', 'vi', 'Trò chuyện', 'Câu trả lời đã xong.'],
  ])('a browser set to %s shows the page in that language', async (locale, code, chat, complete) => {
    const { page, offences, shoot } = await openPage(browser, stage, { locale });
    expect(await page.getAttribute('html', 'lang')).toBe(code);
    await page.getByRole('link', { name: chat, exact: true }).waitFor();
    await page.locator('.composer textarea').fill('hi');
    await page.keyboard.press('Enter');
    await page.getByText(complete).waitFor();
    // As the language writes numbers.
    expect(await page.locator('.answer footer').innerText()).toMatch(code === 'vi' ? /\d,\d\d giây/ : /\d\.\d\d 秒/);
    await shoot(`language-${code}`);
    expect(offences).toEqual([]);
  });

  test('another language is used at once, and again the next time', async () => {
    const { page } = await openPage(browser, stage);
    await page.getByLabel('Language').selectOption('日本語');
    await page.getByRole('button', { name: '新しいチャット' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '新しいチャット' }).waitFor();
  });
});

function withoutKey({ apiKey: _key, ...stage }: TestStage): TestStage {
  return stage;
}
