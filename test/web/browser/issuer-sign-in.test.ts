import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audience, type ForeignIssuer, startForeignIssuer } from '../../fixtures/foreign-issuer.ts';
import type { pageClients } from '../../fixtures/issuer-people.ts';
import { browserTests } from '../../fixtures/optional-tests.ts';
import { startTestStage, type TestStage } from '../../fixtures/test-stage.ts';
import { openBrowser, openPage } from './open-page.ts';

describe.skipIf(!browserTests.isPossible)('signing in at an issuer that is not ours', () => {
  let browser: Browser;
  const issuers: ForeignIssuer[] = [];
  const stages: TestStage[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await Promise.all([browser.close(), ...stages.map(({ close }) => close())]);
    for (const { close } of issuers) close();
  });

  /** A stage whose page is this client of an issuer of its own. */
  async function start(clientId: (typeof pageClients)[number], scope: string) {
    const issuer = await startForeignIssuer();
    issuers.push(issuer);
    const page = { clientId, scope, audienceAs: 'resource' };
    const oidc = { issuer: issuer.issuer, audience, scope: 'chat', page };
    const stage = await startTestStage({ webPage: 'api', access: 'oidc', oidc, plans: { standard: {}, team: {} } });
    stages.push(stage);
    issuer.admitPage(`${stage.url}web`);
    return { issuer, stage };
  }

  async function open({ issuer, stage }: Awaited<ReturnType<typeof start>>) {
    const { page, offences, ...rest } = await openPage(browser, stage);
    const tokenRequests: string[] = [];
    page.on('request', (request) => {
      if (request.url() === `${issuer.issuer}/token`)
        tokenRequests.push(new URLSearchParams(request.postData() ?? '').get('grant_type') ?? '');
    });
    return {
      ...rest,
      page,
      tokenRequests,
      offences: () => offences.filter((offence) => !offence.startsWith(`request: ${issuer.issuer}/`)),
    };
  }

  const signIn = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true });
  const who = (page: Page) => page.getByText('ada@example.com · Plan: standard');
  const stored = (page: Page) => page.evaluate(() => Object.keys(sessionStorage));

  async function comeIn(page: Page): Promise<void> {
    await signIn(page).click();
    await page.getByRole('button', { name: 'Come in' }).click();
    await who(page).waitFor();
  }

  /** From now on the page's clock is ahead, so that its access token seems to have ended. */
  const letTokenEnd = (page: Page) => page.clock.setSystemTime(Date.now() + 20 * 60_000);

  describe('with refresh tokens', () => {
    let place: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      place = await start('page', 'openid email offline_access chat');
    });

    test('ada signs in, asks, reloads, renews and signs out', async () => {
      const { page, ask, answers, tokenRequests, offences } = await open(place);
      await page.getByText(`You sign in at ${new URL(place.issuer.issuer).host}`).waitFor();
      await comeIn(page);
      expect(page.url()).toBe(`${place.stage.url}web`);
      await ask('hi');
      await answers.getByText('river').first().waitFor();
      expect(tokenRequests).toEqual(['authorization_code']);
      expect(await stored(page)).toEqual([`rivulet.refresh ${place.stage.url} ${place.issuer.issuer} page`]);

      await page.reload();
      await who(page).waitFor();
      expect(tokenRequests).toEqual(['authorization_code', 'refresh_token']);

      await letTokenEnd(page);
      await ask('hi again');
      await expect.poll(() => tokenRequests).toEqual(['authorization_code', 'refresh_token', 'refresh_token']);
      await answers.nth(1).getByText('river').first().waitFor();

      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('button', { name: 'Yes, sign me out' }).click();
      await signIn(page).waitFor();
      expect(page.url()).toBe(`${place.stage.url}web`);
      expect(await stored(page)).toEqual([]);
      // The issuer has forgotten, too: it asks again who it is.
      await comeIn(page);
      expect(offences()).toEqual([]);
    });

    test('a refused sign-in is shown with its reason', async () => {
      const { page, offences } = await open(place);
      await signIn(page).click();
      await page.getByRole('button', { name: 'Stay out' }).click();
      await page.getByText('The sign-in was refused: access_denied: Not today.').waitFor();
      await comeIn(page);
      expect(offences()).toEqual([]);
    });

    test('an issuer that describes another one is not signed in at', async () => {
      const { page } = await open(place);
      await describeOtherwise(page, () => ({ issuer: 'https://evil.example' }));
      await signIn(page).click();
      await page.getByText('The sign-in service can’t be used:').waitFor();
      await page.getByText('describes another issuer').waitFor();
      expect(page.url()).toBe(`${place.stage.url}web`);
      await page.unroute('**/.well-known/openid-configuration');
      await comeIn(page);
    });

    test('where the issuer has no sign-out, the page signs out here and says so', async () => {
      const { page, offences } = await open(place);
      await describeOtherwise(page, (said) => ({ ...said, end_session_endpoint: undefined }));
      await comeIn(page);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByText('You are signed out here.').waitFor();
      expect(await stored(page)).toEqual([]);
      await page.reload();
      await signIn(page).click();
      // Still known there: nobody is asked.
      await who(page).waitFor();
      expect(offences()).toEqual([]);
    });
  });

  describe('without refresh tokens', () => {
    let place: Awaited<ReturnType<typeof start>>;
    beforeAll(async () => {
      place = await start('page-without-refresh', 'openid email chat');
    });

    test('the sign-in ends with its token, and nothing happens until the person signs in again', async () => {
      const { page, ask, answers, tokenRequests, offences } = await open(place);
      await comeIn(page);
      expect(await stored(page)).toEqual([]);
      await letTokenEnd(page);
      await ask('hi');
      await page.getByText('Your sign-in has ended. Sign in again.').waitFor();
      await answers.getByText('You are not signed in.').waitFor();
      expect(tokenRequests).toEqual(['authorization_code']);
      await signIn(page).click();
      await who(page).waitFor();
      await answers.getByRole('button', { name: 'Try again' }).click();
      await answers.getByText('river').first().waitFor();
      expect(tokenRequests).toEqual(['authorization_code', 'authorization_code']);
      expect(offences()).toEqual([]);
    });

    test('a reload ends it, too', async () => {
      const { page, tokenRequests } = await open(place);
      await comeIn(page);
      await page.reload();
      await signIn(page).waitFor();
      expect(tokenRequests).toEqual(['authorization_code']);
    });
  });
});

/** Changes what the issuer says of itself. */
async function describeOtherwise(page: Page, change: (said: object) => object): Promise<void> {
  await page.route('**/.well-known/openid-configuration', async (route) => {
    const response = await route.fetch();
    const said: object = await response.json();
    await route.fulfill({ response, json: change(said) });
  });
}
