import { createServer, type Server } from 'node:http';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import { openFiles, type Opened } from '../../fixtures/files/open-files.ts';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { codeBlocks, readDoc } from '../../docs/markdown.ts';
import { makeVideo, type Video } from './make-video.ts';
import { openBrowser } from './open-page.ts';

const open = { files: 'create', access: 'open', waf: 'declined' };

describe.skipIf(!browserTests.isPossible)('a video', () => {
  let browser: Browser;
  let video: Video;
  beforeAll(async () => {
    browser = await openBrowser();
    const page = await browser.newPage();
    video = await makeVideo(page);
    await page.close();
  });
  afterAll(() => browser.close());

  /** A page of another origin that plays it, and the ranges that it asked for. */
  async function play(
    stage: Opened,
    script = '',
  ): Promise<{ page: Page; asked: string[]; close: () => Promise<void> }> {
    await writeFile(path.join(stage.folder, 'film.webm'), video.bytes);
    const { url } = stage.stage;
    const worker = (codeBlocks(readDoc('docs/files.md'), 'js')[0] ?? '')
      .replace('FILES', JSON.stringify(`${url}files/`))
      .replace('KEY', JSON.stringify(stage.stage.apiKey));
    const server: Server = createServer((request, response) => {
      const isWorker = request.url === '/files-worker.js';
      response.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html');
      response.end(isWorker ? worker : `<video muted src="${url}files/film.webm"></video>`);
    });
    const port = await listenOnLoopback(server, 0);
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('.webm')) asked.push(request.headers()['range'] ?? '');
    });
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.evaluate(script);
    if (script !== '') await page.reload();
    const close = async () => {
      await page.close();
      server.close();
      server.closeAllConnections();
      await stage.close();
    };
    return { page, asked, close };
  }

  const state = (page: Page) =>
    page.locator('video').evaluate((element: HTMLVideoElement) => ({
      at: element.currentTime,
      duration: element.duration,
      error: element.error?.message,
      isReady: element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !element.seeking,
    }));

  async function seek(page: Page, seconds: number): Promise<void> {
    await page.locator('video').evaluate((element: HTMLVideoElement, to) => void (element.currentTime = to), seconds);
    await expect.poll(() => state(page)).toMatchObject({ at: seconds, isReady: true, error: undefined });
  }

  test('plays, and is sought: to its end, and back', async () => {
    const { page, asked, close } = await play(await openFiles(open));
    expect(video.bytes.length).toBeGreaterThan(11_000_000);
    await expect.poll(() => state(page)).toMatchObject({ duration: video.seconds, isReady: true, error: undefined });
    await seek(page, video.seconds - 1);
    await seek(page, 1);
    await page.locator('video').evaluate((element: HTMLVideoElement) => element.play());
    await expect.poll(async () => (await state(page)).at).toBeGreaterThan(1.5);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked).toContain('bytes=0-');
    await close();
  });

  test('plays past the end of the part that a player gets at once', async () => {
    const { page, asked, close } = await play(await openFiles(open));
    await expect.poll(() => state(page)).toMatchObject({ isReady: true });
    await page.locator('video').evaluate(async (element: HTMLVideoElement) => {
      element.playbackRate = 8;
      await element.play();
    });
    await expect.poll(async () => (await state(page)).at).toBe(video.seconds);
    expect(await state(page)).toMatchObject({ error: undefined });
    expect(asked.some((range) => /^bytes=[1-9]\d*-$/.test(range))).toBe(true);
    await close();
  });

  test('plays with a key that a service worker adds', async () => {
    const register = `navigator.serviceWorker.register('/files-worker.js').then(() => navigator.serviceWorker.ready)`;
    const stage = await openFiles();
    const { page, close } = await play(stage, register);
    await expect.poll(() => state(page)).toMatchObject({ duration: video.seconds, isReady: true, error: undefined });
    await seek(page, video.seconds - 1);
    // A worker's request is not marked as a player's: an open range would be answered whole.
    const { lines } = stage.stage;
    expect(lines.filter((line) => line.includes('"status":"206"')).length).toBeGreaterThan(0);
    for (const line of lines.filter((one) => one.includes('"status":"206"')))
      expect(Number(JSON.parse(line).responseLength)).toBeLessThanOrEqual(10_000_000);
    await close();
  });
});
