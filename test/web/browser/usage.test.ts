import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import words from '../../../web/usage/words.json' with { type: 'json' };
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { findIssues } from './find-issues.ts';
import { openBrowser, openPage } from './open-page.ts';

const today = new Date().toISOString().slice(0, 10);

describe.skipIf(!browserTests.isPossible)('what was used, as a person sees it', () => {
  let stage: TestStage;
  let browser: Browser;
  const keyOf = (plan: number) => stage.api.plans[plan]?.keys[0]?.value ?? '';
  const idOf = (plan: number) => stage.api.plans[plan]?.keys[0]?.id ?? '';

  beforeAll(async () => {
    const plans = { standard: {}, office: { seesUsage: 'all' } };
    const settings = { webPage: 'api', usage: 'on', plans, prices: { normal: { input: 1, output: 5 } } };
    [stage, browser] = await Promise.all([startTestStage(settings), openBrowser()]);
    const asked = [
      [0, 'normal'],
      [0, 'normal'],
      [0, 'hello'],
      [0, 'refused-throttling'],
      [1, 'normal'],
    ] as const;
    for (const [plan, model] of asked) {
      const body = JSON.stringify({ message: 'hi', model });
      await (await fetch(`${stage.url}chat`, { method: 'POST', headers: { 'x-api-key': keyOf(plan) }, body })).text();
    }
    await vi.waitFor(async () => expect(await counted()).toBe(asked.length), 20_000);
  });
  afterAll(() => Promise.all([browser.close(), stage.close()]));

  async function counted(): Promise<number> {
    const answer = await fetch(`${stage.url}usage`, { headers: { 'x-api-key': keyOf(1) } });
    const { days }: { days: readonly { requests: number }[] } = JSON.parse(await answer.text());
    return days.reduce((sum, { requests }) => sum + requests, 0);
  }

  const open = async (plan: number, options: BrowserContextOptions = {}, link = 'Usage') => {
    const opened = await openPage(browser, { ...stage, apiKey: keyOf(plan) }, options);
    await opened.page.getByRole('link', { name: link }).click();
    await opened.page.locator('.usage table').first().waitFor();
    return opened;
  };
  const table = (page: Page, name: string) => page.getByRole('region', { name });
  const rowsOf = async (page: Page, name: string) => {
    const rows = await table(page, name).locator('tbody tr, tfoot tr').all();
    return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
  };

  test('a person sees the own by name, and nobody else’s', async () => {
    const { page, offences, shoot } = await open(0);
    const rows = await rowsOf(page, 'By name');
    expect(rows.map(([name, requests, failures]) => [name, requests, failures])).toEqual([
      ['normal', '2', '0'],
      ['hello', '1', '0'],
      ['refused-throttling', '1', '1'],
      ['Total', '4', '1'],
    ]);
    expect(rows[0]?.slice(3, 6)).toEqual(['28', '94', '$0.0005']);
    expect(rows[0]?.[6]).toMatch(/^[\d.]+ sec$/);
    expect(rows[1]?.[5]).toMatch(/^\$0\.00\s*without 1 of unknown price$/);
    expect(await page.getByRole('img').getAttribute('aria-label')).toMatch(
      /^Requests by day, from \w+ \d+ to \w+ \d+: 4 in all, at most 4, on \w+ \d+\.$/,
    );
    expect(await page.getByRole('radio').count()).toBe(0);
    expect(await page.getByText('By caller').count()).toBe(0);
    await shoot('usage');
    expect(offences).toEqual([]);
  });

  test('who sees all sees whose each is, and switches to the own', async () => {
    const { page, offences } = await open(1);
    const rows = await rowsOf(page, 'By caller');
    expect(rows.map(([caller, requests]) => [caller, requests])).toEqual([
      [idOf(0), '4'],
      [idOf(1), '1'],
      ['Total', '5'],
    ]);
    const everybody = page.getByRole('radio', { name: 'Everybody’s' });
    expect(await everybody.isChecked()).toBe(true);
    await everybody.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => table(page, 'By caller').count()).toBe(0);
    expect(await page.getByRole('radio', { name: 'Mine' }).isChecked()).toBe(true);
    expect((await rowsOf(page, 'By name')).at(-1)?.[1]).toBe('1');
    await page.keyboard.press('ArrowLeft');
    await table(page, 'By caller').waitFor();
    expect(offences).toEqual([]);
  });

  test('the days are chosen, and each has its row', async () => {
    const { page } = await open(0);
    for (const count of [7, 90]) {
      const asked = page.waitForRequest(/\/usage\?/);
      await page.getByRole('combobox', { name: 'Days' }).selectOption(String(count));
      const from = new URL((await asked).url()).searchParams.get('from') ?? '';
      expect(Math.round((Date.parse(today) - Date.parse(from)) / 86_400_000)).toBe(count - 1);
    }
    await page.getByText('By day', { exact: true }).click();
    const rows = await rowsOf(page, 'By day');
    expect(rows.map(([, requests]) => requests)).toEqual(['4', '4']);
  });

  test('everything is a CSV file', async () => {
    const { page, offences } = await open(1);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(new RegExp(`^usage-\\d{4}-\\d\\d-\\d\\d-${today}\\.csv$`));
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('day,caller,name,requests,failures,inputTokens,outputTokens,usd,unpriced,firstWordMs');
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toBe('');
    expect(lines.find((line) => line.startsWith(`${today},${idOf(0)},normal,`))).toMatch(/,2,0,28,94,0\.000498,0,\d+$/);
    expect(offences).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('axe-core finds no serious issue, %s', async (colorScheme) => {
    const { page, shoot } = await open(1, { colorScheme });
    await page.getByText('By day', { exact: true }).click();
    expect(await findIssues(page)).toEqual([]);
    await shoot(`usage-${colorScheme}`);
  });

  test('at 360 px nothing overflows but the tables, by themselves', async () => {
    const { page, shoot } = await open(1, { viewport: { width: 360, height: 640 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await findIssues(page)).toEqual([]);
    await shoot('usage-mobile');
  });

  test.each([
    ['ja-JP', 'ja', '利用状況', '0.0005', '秒'],
    ['vi-VN', 'vi', 'Mức sử dụng', '0,0005', 'giây'],
  ] as const)('in %s', async (locale, language, link, usd, seconds) => {
    const { page, shoot } = await open(1, { locale }, link);
    const text = await page.locator('.usage').innerText();
    const { by, columns, lastDays, of, download, hint, total } = words[language];
    const said = [...Object.values(by), ...Object.values(columns).filter((each) => each !== columns.day)];
    const all = [...said, ...Object.values(of), download, hint, total, lastDays.replace('{count}', '30'), usd, seconds];
    for (const each of all) expect(text).toContain(each);
    await shoot(`usage-${language}`);
  });

  test('a failure is told as everywhere, and asked again', async () => {
    const { page } = await openPage(browser, stage);
    let refusals = 0;
    await page.route(/\/usage\?/, (route) => {
      refusals += 1;
      if (refusals > 1) return route.continue();
      const error = { kind: 'too-large', message: 'this has more than 10000 rows: ask for fewer days' };
      return route.fulfill({ status: 413, json: { error } });
    });
    await page.getByRole('link', { name: 'Usage' }).click();
    const problem = page.locator('.problem[data-kind=too-large]');
    await problem.getByText('These days have too much to show at once. Choose fewer days.').waitFor();
    expect(await findIssues(page)).toEqual([]);
    await problem.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.usage table').first().waitFor();
    expect(await problem.count()).toBe(0);
  });

  test('days without anything say so', async () => {
    const { page } = await openPage(browser, stage);
    const json = { from: '2026-11-01', to: '2026-11-28', days: [] };
    await page.route(/\/usage\?/, (route) => route.fulfill({ json }));
    await page.getByRole('link', { name: 'Usage' }).click();
    await page.getByRole('status').getByText('Nothing was used in these days.').waitFor();
    expect(await page.getByRole('button', { name: 'Download CSV' }).isDisabled()).toBe(true);
  });

  test('nothing of it is loaded before it is opened, nor offered where it is off', async () => {
    const asked: string[] = [];
    const { page } = await openPage(browser, stage);
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.reload();
    await page.getByRole('link', { name: 'Usage' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(asked.filter((path) => path.includes('usage'))).toEqual([]);
    await page.route('**/config.json', (route) => route.fulfill({ json: { access: 'key', maxBodyBytes: 4_194_304 } }));
    await page.goto('about:blank');
    await page.goto(`${stage.url}web#usage`);
    await page.getByText('What would you like to know?').waitFor();
    expect(await page.getByRole('link', { name: 'Usage' }).count()).toBe(0);
  });
});
