import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';

declare global {
  interface Window {
    isTaken: boolean | undefined;
  }
}

/** Drops as a person does. @returns whether the page handled it; otherwise the browser would open it in place of the page */
async function drop(page: Page, place: string, data: { files?: string[]; url?: string }): Promise<boolean> {
  await page.evaluate(() => addEventListener('drop', (event) => (window.isTaken = event.defaultPrevented)));
  const box = await page.locator(place).first().boundingBox();
  const devtools = await page.context().newCDPSession(page);
  const items = data.url === undefined ? [] : [{ mimeType: 'text/uri-list', data: data.url }];
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', {
      type,
      x: (box?.x ?? 0) + 5,
      y: (box?.y ?? 0) + 5,
      data: { items, files: data.files ?? [], dragOperationsMask: 1 },
    });
  }
  return page.evaluate(() => window.isTaken ?? false);
}

describe.skipIf(!browserTests.isPossible)('what is dropped on the page', () => {
  let stage: TestStage;
  let browser: Browser;
  let folder: string;
  let note: string;
  let song: string;

  beforeAll(async () => {
    const models = { seeing: { id: 'local.normal', family: 'claude-4.5' } };
    const starts = [startTestStage({ webPage: 'api', models, defaultModel: 'seeing' }), openBrowser()] as const;
    [stage, browser] = await Promise.all(starts);
    folder = await mkdtemp(path.join(tmpdir(), 'rivulet-drop-'));
    [note, song] = [path.join(folder, 'note.txt'), path.join(folder, 'song.mp3')];
    await Promise.all([note, song].map((file) => writeFile(file, 'hi')));
  });
  afterAll(() => Promise.all([browser.close(), stage.close(), rm(folder, { recursive: true })]));

  test.each(['.messages', '.sidebar', '.bar', '.composer'])(
    'a file, on %s, goes along with the question',
    async (place) => {
      const { page, ask, answers } = await openPage(browser, stage);
      const { length } = stage.seen;
      await drop(page, place, { files: [note] });
      await page.locator('.composer').getByText('note.txt').waitFor();
      await ask('Read.');
      await answers.getByText('tokens').waitFor();
      expect(stage.seen.slice(length)).toMatchObject([
        { body: { messages: [{ content: [{ document: { format: 'txt' } }, { text: 'Read.' }] }] } },
      ]);
    },
  );

  test('for a file that can’t be sent, the page says so, wherever it was dropped', async () => {
    const { page } = await openPage(browser, stage);
    await drop(page, '.messages', { files: [song] });
    await page.getByText('song.mp3: this model can’t read this type of file.').waitFor();
  });

  test('a file, on the comparison, leaves the page where it is', async () => {
    const { page } = await openPage(browser, stage);
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByLabel('Ask both ways').fill('still here');
    expect(await drop(page, '.compare', { files: [note] })).toBe(true);
    expect(await page.getByLabel('Ask both ways').inputValue()).toBe('still here');
    expect(page.url()).toBe(`${stage.url}web#compare`);
  });

  test('a link leaves the page where it is', async () => {
    const { page } = await openPage(browser, stage);
    await page.getByLabel('Your question').fill('still here');
    expect(await drop(page, '.messages', { url: `${stage.url}v1/models` })).toBe(true);
    expect(await page.getByLabel('Your question').inputValue()).toBe('still here');
    expect(page.url()).toBe(`${stage.url}web`);
  });
});
