import { describe, expect, test } from 'vitest';
import { arrive, setOut } from '../../../web/sign-in/journey.ts';
import { toChallenge } from '../../../web/sign-in/pkce.ts';
import { client, openFakeTab } from './fake-tab.ts';

const back = (query: Record<string, string>, hash = '') =>
  new URL(`${client.pageUrl}?${new URLSearchParams(query)}${hash}`);

/** The state that the sign-in page is told. */
const leave = async () => new URL(await setOut(client, '#chat/abc')).searchParams.get('state') ?? '';

test('the sign-in page is asked for a code, with a challenge for which only this tab has the verifier', async () => {
  const tab = openFakeTab();
  const address = new URL(await setOut(client, '#compare'));
  expect(address.origin + address.pathname).toBe('https://sign-in.example.com/oauth2/authorize');
  const { verifier, state, hash } = JSON.parse([...tab.stored.values()][0] ?? '');
  expect(Object.fromEntries(address.searchParams)).toEqual({
    response_type: 'code',
    client_id: 'web',
    redirect_uri: 'https://example.com/dev/web',
    scope: 'openid rivulet/chat',
    state,
    code_challenge: await toChallenge(verifier),
    code_challenge_method: 'S256',
  });
  expect(address.href).not.toContain(verifier);
  expect(hash).toBe('#compare');
});

describe('on the way back', () => {
  test('the code comes with its verifier and with the hash that was left, once', async () => {
    const tab = openFakeTab();
    const state = await leave();
    const { verifier } = JSON.parse([...tab.stored.values()][0] ?? '');
    const address = back({ code: 'c1', state });
    expect(arrive(client, address)).toEqual({ arrival: { kind: 'code', code: 'c1', verifier }, hash: '#chat/abc' });
    expect(tab.stored.size).toBe(0);
    expect(arrive(client, address).arrival).toEqual({ kind: 'foreign' });
  });

  test.each([[{ code: 'c1', state: 'forged' }], [{ code: 'c1' }], [{ error: 'access_denied', state: 'forged' }]])(
    '%j is no answer to this tab',
    async (query) => {
      openFakeTab();
      await leave();
      expect(arrive(client, back(query))).toEqual({ arrival: { kind: 'foreign' }, hash: '#chat/abc' });
    },
  );

  test.each([[{ code: 'c1', state: '' }], [{ error: 'call this number' }]])(
    'nothing is taken by a tab that has not begun: %j',
    (query) => {
      openFakeTab();
      expect(arrive(client, back(query, '#compare'))).toEqual({ arrival: { kind: 'foreign' }, hash: '#compare' });
    },
  );

  test('an error is a reason, also without the state, and not a long one', async () => {
    openFakeTab();
    const state = await leave();
    const query = { error: 'access_denied', error_description: 'No.', state };
    expect(arrive(client, back(query)).arrival).toEqual({ kind: 'refused', reason: 'access_denied: No.' });
    await leave();
    expect(arrive(client, back({ error: 'invalid_scope' })).arrival).toEqual({
      kind: 'refused',
      reason: 'invalid_scope',
    });
    await leave();
    const { arrival } = arrive(client, back({ error: 'x'.repeat(1_000) }));
    expect(arrival).toEqual({ kind: 'refused', reason: 'x'.repeat(300) });
  });

  test('without an answer in the address, nothing happens', async () => {
    const tab = openFakeTab();
    await leave();
    expect(arrive(client, back({ lang: 'en' }, '#compare'))).toEqual({ arrival: { kind: 'none' }, hash: '#compare' });
    expect(tab.stored.size).toBe(1);
  });
});

test('a tab may be on its way to several stages and clients at once', async () => {
  const tab = openFakeTab();
  await leave();
  await setOut({ ...client, place: 'https://example.com/dev/ other' }, '');
  expect(tab.stored.size).toBe(2);
});
