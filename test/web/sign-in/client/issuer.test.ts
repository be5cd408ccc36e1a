import { describe, expect, test, vi } from 'vitest';
import { arrive, setOut } from '../../../../web/sign-in/journey.ts';
import { openSession } from '../../../../web/sign-in/session.ts';
import { requestTokens } from '../../../../web/sign-in/client/token-endpoint.ts';
import {
  client as poolClient,
  cutOff,
  describeIssuer,
  grant,
  issuer,
  openFakeTab,
  refuse,
  toIssuerClient,
} from '../fake-tab.ts';

const code = { grant_type: 'authorization_code', code: 'c1', code_verifier: 'v1' } as const;
const refresh = { grant_type: 'refresh_token', refresh_token: 'r1' } as const;

describe('a client of an issuer', () => {
  test('asks where the issuer says, and keeps what is in that address', async () => {
    const tab = openFakeTab();
    tab.answers.push(describeIssuer());
    const address = new URL(await setOut(toIssuerClient(), ''));
    expect(address.origin + address.pathname).toBe(`${issuer}/authorize`);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      policy: 'strict',
      client_id: 'web',
      redirect_uri: 'https://example.com/dev/web',
      scope: 'openid chat',
      code_challenge_method: 'S256',
    });
    expect(address.searchParams.has('audience') || address.searchParams.has('resource')).toBe(false);
  });

  test('asks for the endpoints once, and again after a failure', async () => {
    const tab = openFakeTab();
    tab.answers.push(cutOff, describeIssuer());
    const client = toIssuerClient();
    await expect(client.endpoints()).rejects.toThrow('could not be read');
    const [first, second] = await Promise.all([client.endpoints(), client.endpoints()]);
    expect(second).toBe(first);
    expect(tab.sent).toHaveLength(2);
  });

  test('names the API as Auth0 wants it: in the request for a code alone', async () => {
    const tab = openFakeTab();
    tab.answers.push(describeIssuer(), grant('a1'));
    const client = toIssuerClient({ audience: 'https://api.example' });
    expect(new URL(await setOut(client, '')).searchParams.get('audience')).toBe('https://api.example');
    await requestTokens(client, code);
    expect(tab.sent[1]?.fields).not.toHaveProperty('audience');
  });

  test('names the API as RFC 8707 wants it: in each request', async () => {
    const tab = openFakeTab();
    tab.answers.push(describeIssuer(), grant('a1'), grant('a2'));
    const client = toIssuerClient({ resource: 'https://api.example' });
    expect(new URL(await setOut(client, '')).searchParams.get('resource')).toBe('https://api.example');
    await requestTokens(client, code);
    await requestTokens(client, refresh);
    expect(tab.sent.slice(1).map(({ url, fields }) => [url, fields['resource']])).toEqual([
      [`${issuer}/token`, 'https://api.example'],
      [`${issuer}/token`, 'https://api.example'],
    ]);
  });

  test('signs out by the issuer’s own address, and says who', async () => {
    const tab = openFakeTab();
    tab.answers.push(describeIssuer());
    const { signOut } = await toIssuerClient().endpoints();
    const fields = { client_id: 'web', post_logout_redirect_uri: 'https://example.com/dev/web' };
    expect(signOut?.('i1')).toBe(`${issuer}/logout?${new URLSearchParams({ ...fields, id_token_hint: 'i1' })}`);
    expect(signOut?.(undefined)).toBe(`${issuer}/logout?${new URLSearchParams(fields)}`);
  });

  test('has no sign-out where the issuer has none', async () => {
    const tab = openFakeTab();
    tab.answers.push(describeIssuer({ end_session_endpoint: undefined }));
    expect(await toIssuerClient().endpoints()).not.toHaveProperty('signOut');
  });

  test('keeps its tokens apart from those of another issuer with the same client id', () => {
    expect(toIssuerClient().place).toContain(issuer);
    expect(toIssuerClient().place).not.toBe(poolClient.place);
  });
});

test('a user pool is asked for nothing but tokens', async () => {
  const tab = openFakeTab();
  const { signOut, ...addresses } = await poolClient.endpoints();
  expect(Object.keys(addresses)).toEqual(['authorize', 'token', 'revoke']);
  expect(signOut?.('i1')).toBe(
    'https://sign-in.example.com/logout?client_id=web&logout_uri=https%3A%2F%2Fexample.com%2Fdev%2Fweb',
  );
  expect(tab.sent).toEqual([]);
});

describe('an issuer without refresh tokens', () => {
  const arrived = { kind: 'code', code: 'c1', verifier: 'v1' } as const;
  const short = () => Response.json({ access_token: 'a1', expires_in: 30 });

  test('gives a token that is used to its end; then the person must sign in, and nothing is asked', async () => {
    const tab = openFakeTab();
    tab.answers.push(describeIssuer(), short);
    const session = openSession(toIssuerClient(), arrived);
    expect(await session.token()).toBe('a1');
    vi.setSystemTime(29_999);
    expect(await session.token()).toBe('a1');
    vi.setSystemTime(30_000);
    expect(await session.token()).toBeUndefined();
    expect(session.state()).toEqual({ isIn: false, refusal: { kind: 'over' } });
    expect(await session.token()).toBeUndefined();
    expect(tab.sent).toHaveLength(2);
  });

  test('has nothing to renew after a refusal, or after a reload', async () => {
    const tab = openFakeTab();
    tab.answers.push(describeIssuer(), short);
    const session = openSession(toIssuerClient(), arrived);
    const token = await session.token();
    expect(await session.tokenAfter(token ?? '')).toBeUndefined();
    expect(session.state()).toEqual({ isIn: false, refusal: { kind: 'over' } });
    expect(openSession(toIssuerClient(), { kind: 'none' }).state()).toEqual({ isIn: false });
    expect(tab.sent).toHaveLength(2);
  });
});

test('a token whose end nobody says is used until the API refuses it', async () => {
  const tab = openFakeTab();
  tab.answers.push(describeIssuer(), () => Response.json({ access_token: 'a1' }));
  const tokens = await requestTokens(toIssuerClient(), code);
  expect(tokens).toEqual({ access: 'a1', untilMs: Infinity });
});

test('403 ends a sign-in only if it says so, as Auth0’s does', async () => {
  const tab = openFakeTab();
  const firewall = () => new Response('Forbidden', { status: 403 });
  tab.answers.push(describeIssuer(), refuse(403), firewall);
  const client = toIssuerClient();
  expect(await requestTokens(client, refresh)).toBeUndefined();
  await expect(requestTokens(client, refresh)).rejects.toThrow('403');
});

test('while the issuer can’t be found, a renewal fails as any request does, and the sign-in stays', async () => {
  const tab = openFakeTab();
  const client = toIssuerClient();
  tab.stored.set(`rivulet.refresh ${client.place}`, 'r1');
  tab.answers.push(cutOff, describeIssuer(), grant('a1', 'r2'));
  const session = openSession(client, { kind: 'none' });
  await expect(session.token()).rejects.toThrow('could not be read');
  expect(session.state()).toEqual({ isIn: true });
  expect(await session.token()).toBe('a1');
});

test('the last ID token says who it was, also when a renewal brings none', async () => {
  const tab = openFakeTab();
  const client = toIssuerClient();
  const idToken = `head.${Buffer.from(JSON.stringify({ email: 'ada@example.com' })).toString('base64url')}.signature`;
  tab.answers.push(
    describeIssuer(),
    () => Response.json({ access_token: 'a1', refresh_token: 'r1', id_token: idToken }),
    grant('a2', 'r2'),
  );
  const session = openSession(client, { kind: 'code', code: 'c1', verifier: 'v1' });
  await session.token();
  expect(await session.tokenAfter('a1')).toBe('a2');
  expect(session.name()).toBe('ada@example.com');
  expect(await session.end()).toEqual({ refresh: 'r2', idToken });
  expect(session.name()).toBeUndefined();
});

test('a sign-in that can’t begin leaves nothing behind', async () => {
  const tab = openFakeTab();
  tab.answers.push(cutOff);
  const client = toIssuerClient();
  await expect(setOut(client, '')).rejects.toThrow(`${issuer}/.well-known/openid-configuration could not be read`);
  expect(tab.stored.size).toBe(0);
  expect(arrive(client, new URL(client.pageUrl)).arrival).toEqual({ kind: 'none' });
});
