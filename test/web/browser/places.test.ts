import http from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';

/** A custom domain whose base path leads to the stage. */
async function mapBasePath(basePath: string, stageUrl: string): Promise<{ url: string; server: http.Server }> {
  const server = http.createServer((request, response) => {
    const target = new URL((request.url ?? '').replace(basePath, new URL(stageUrl).pathname), stageUrl);
    const { method = 'GET', headers } = request;
    const passed = http.request(target, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(passed);
  });
  return { url: `http://127.0.0.1:${await listenOnLoopback(server, 0)}${basePath}`, server };
}

describe.skipIf(!browserTests.isPossible)('wherever the stage is', () => {
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    [stage, browser] = await Promise.all([startTestStage({ webPage: 'api', stage: 'prod-2' }), openBrowser()]);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  test('the page works under another stage’s path', async () => {
    const { page, answers, ask, offences } = await openPage(browser, stage);
    expect(page.url()).toContain('/prod-2/web');
    await ask('hi');
    await answers.getByText('A river begins').waitFor();
    expect(offences).toEqual([]);
  });

  test.each(['/', '/team-a/chat/'])('behind a custom domain, mapped to %s, too', async (basePath) => {
    const { url, server } = await mapBasePath(basePath, stage.url);
    onTestFinished(() => void server.close());
    const { page, answers, ask, offences } = await openPage(browser, { ...stage, url });
    await ask('hi');
    await answers.getByText('A river begins').waitFor();
    await page.goto(`${url}web/`);
    expect(page.url()).toBe(`${url}web`);
    await page.getByRole('navigation', { name: 'Conversations' }).getByText('hi').waitFor();
    expect(offences).toEqual([]);
  });

  test('without a key, where access is open', async () => {
    const open = await startTestStage({ webPage: 'api', access: 'open', waf: 'declined' });
    onTestFinished(() => open.close());
    const { page, answers, ask } = await openPage(browser, open);
    await ask('hi');
    await answers.getByText('A river begins').waitFor();
    expect(await page.getByRole('button', { name: 'Change key' }).count()).toBe(0);
  });

  test('after a deployment, an older page that can’t find its files asks for a reload', async () => {
    const { page } = await openPage(browser, stage);
    await page.route('**/assets/compare-*', (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.locator('.banner').getByText('The API can’t be reached.').waitFor();
    await page.unroute('**/assets/compare-*');
    await page.locator('.banner').getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('Ask both ways').waitFor();
  });

  test('the page says so when its settings can’t be loaded', async () => {
    const page = await browser.newPage();
    await page.route('**/config.json', (route) => route.abort());
    await page.goto(`${stage.url}web`);
    await page.getByText('The page could not load its settings.').waitFor();
    await page.close();
  });
});
