import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageConfig } from '../../../web/page-config.ts';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { type FakeIssuer, startFakeIssuer } from './fake-issuer.ts';
import { openBrowser, openPage } from './open-page.ts';

describe.skipIf(!browserTests.isPossible)('signing in', () => {
  let issuer: FakeIssuer;
  let stage: TestStage;
  let browser: Browser;

  beforeAll(async () => {
    issuer = await startFakeIssuer();
    const config: PageConfig = {
      access: 'cognito',
      maxBodyBytes: 4_194_304,
      signIn: { domain: issuer.url, clientId: 'web', scope: 'openid rivulet/chat' },
    };
    // The stage asks for nothing: the test stands in for its authorizer, so that it can end tokens when it wants to.
    const extraVariables = { RIVULET_WEB_CONFIG: JSON.stringify(config) };
    const starting = startTestStage({ webPage: 'api', access: 'open', waf: 'declined' }, { extraVariables });
    [stage, browser] = await Promise.all([starting, openBrowser()]);
  });
  afterAll(async () => {
    await Promise.all([browser.close(), stage.close()]);
    issuer.close();
  });

  /** Lets requests with a good access token through, and answers the question who is signed in. */
  async function guard(page: Page): Promise<void> {
    await page.route(/\/(chat|v1\/models|me)$/, async (route) => {
      const { authorization, 'x-api-key': key } = route.request().headers();
      if (key !== undefined || !issuer.isGood(authorization))
        return route.fulfill({
          status: 401,
          json: { error: { kind: 'unauthenticated', message: 'no valid sign-in' } },
        });
      if (!route.request().url().endsWith('/me')) return route.continue();
      return route.fulfill({ json: { id: 'f3a1', kind: 'person', plan: 'basic', names: ['normal'] } });
    });
  }

  /** The page in a new browser profile, and what happened since then at the issuer. */
  async function open() {
    const { page, offences, ...rest } = await openPage(browser, stage);
    await guard(page);
    const before = issuer.calls.length;
    return {
      ...rest,
      page,
      calls: () => issuer.calls.slice(before),
      offences: () => offences.filter((offence) => !offence.startsWith(`request: ${issuer.url}`)),
    };
  }

  async function signIn(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Come in' }).click();
    await isIn(page);
  }

  async function isIn(page: Page): Promise<void> {
    await page.getByText('Plan: basic').waitFor();
    await page.getByRole('combobox', { name: 'Model' }).locator('option').first().waitFor({ state: 'attached' });
  }

  const refreshTokens = (page: Page): Promise<string[]> => page.evaluate(() => Object.values(sessionStorage));

  test('a person signs in, comes back to the same view, and asks', async () => {
    const { page, answers, ask, calls, offences, shoot } = await open();
    await page.getByText(`You sign in at ${new URL(issuer.url).host}`).waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    const begin = page.getByRole('button', { name: 'Sign in' });
    expect(await begin.evaluate((button) => button === document.activeElement)).toBe(true);
    await shoot('sign-in');
    await page.getByRole('link', { name: 'Compare' }).click();
    await signIn(page);
    expect(page.url()).toBe(`${stage.url}web#compare`);
    await page.getByRole('link', { name: 'Chat' }).click();
    await ask('hi');
    await answers.getByText('A river begins').waitFor();
    await shoot('signed-in');
    expect(await page.getByRole('button', { name: 'Change key' }).count()).toBe(0);
    expect(calls()).toEqual(['authorize', 'authorization_code']);
    expect(offences()).toEqual([]);
  });

  test('a conversation stays open over the sign-in', async () => {
    const { page } = await open();
    await page.goto(`${stage.url}web#chat/abc`);
    await signIn(page);
    expect(page.url()).toBe(`${stage.url}web#chat/abc`);
  });

  test('the access token is not stored, and the refresh token only in the tab', async () => {
    const { page } = await open();
    await signIn(page);
    const stored = await page.evaluate(() => ({
      tab: Object.entries(sessionStorage),
      browser: Object.keys(localStorage),
    }));
    expect(stored.tab.map(([name]) => name)).toEqual([`rivulet.refresh ${stage.url} web`]);
    expect(issuer.isGood(`Bearer ${stored.tab[0]?.[1]}`)).toBe(false);
    expect(stored.browser).toEqual([]);
  });

  test('a reload keeps a person signed in, with one renewal for all requests', async () => {
    const { page, calls, offences } = await open();
    await signIn(page);
    const [first] = await refreshTokens(page);
    await page.reload();
    await isIn(page);
    expect(calls()).toEqual(['authorize', 'authorization_code', 'refresh_token']);
    expect(await refreshTokens(page)).not.toEqual([first]);
    await page.reload();
    await isIn(page);
    expect(offences()).toEqual([]);
  });

  test('two tabs sign in by themselves, and renew apart', async () => {
    const { page, calls } = await open();
    await signIn(page);
    const other = await page.context().newPage();
    await guard(other);
    await other.goto(`${stage.url}web`);
    await signIn(other);
    for (const tab of [page, other, page, other]) {
      await tab.reload();
      await isIn(tab);
    }
    expect(calls().filter((call) => call === 'refresh_token')).toHaveLength(4);
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.reload();
    await isIn(page);
  });

  test('a token that the API refuses is renewed once, and nobody notices', async () => {
    const { page, answers, ask, calls, offences } = await open();
    await signIn(page);
    issuer.endAccess();
    await ask('hi');
    await answers.getByText('A river begins').waitFor();
    expect(calls()).toEqual(['authorize', 'authorization_code', 'refresh_token']);
    expect(offences()).toEqual([]);
  });

  test('when the sign-in has ended, the page says so, and the question is there after the next', async () => {
    const { page, answers, ask } = await open();
    await signIn(page);
    issuer.endAccess();
    issuer.endRefresh();
    await ask('hi');
    await page.getByText('Your sign-in has ended. Sign in again.').waitFor();
    await answers.getByText('You are not signed in.').waitFor();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'Come in' }).click();
    await isIn(page);
    await answers.getByRole('button', { name: 'Try again' }).click();
    await answers.getByText('A river begins').waitFor();
  });

  test.each(['code=forged&state=forged', 'code=forged', 'error=call+this+number&state=forged'])(
    '?%s is refused, and its text is not shown',
    async (query) => {
      const { page, calls, offences } = await open();
      await page.goto(`${stage.url}web?${query}`);
      await page.getByText('This answer belongs to no sign-in that began in this tab.').waitFor();
      expect(page.url()).toBe(`${stage.url}web`);
      expect(await page.getByText('call this number').count()).toBe(0);
      expect(calls()).toEqual([]);
      await signIn(page);
      await page.goto(`${stage.url}web?${query}`);
      await page.getByText('This answer belongs to no sign-in that began in this tab.').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await isIn(page);
      expect(offences()).toEqual([]);
    },
  );

  test('a refused sign-in is shown with its reason', async () => {
    const { page, offences, shoot } = await open();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Stay out' }).click();
    await page.getByText('The sign-in was refused: access_denied: Not today.').waitFor();
    await shoot('sign-in-refused');
    await signIn(page);
    expect(offences()).toEqual([]);
  });

  test('a person signs out here and at the issuer', async () => {
    const { page, calls, offences } = await open();
    await signIn(page);
    // The page is signed out at once, and only then on its way to the issuer and back.
    const back = page.waitForEvent('load');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await back;
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(page.url()).toBe(`${stage.url}web`);
    expect(calls()).toEqual(['authorize', 'authorization_code', 'revoke', 'logout']);
    expect(await refreshTokens(page)).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(offences()).toEqual([]);
  });
});
