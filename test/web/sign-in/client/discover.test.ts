import { expect, test } from 'vitest';
import { discover } from '../../../../web/sign-in/client/discover.ts';
import { cutOff, describeIssuer, type FakeTab, issuer, openFakeTab, refuse } from '../fake-tab.ts';

const address = `${issuer}/.well-known/openid-configuration`;
const ask = (answer: FakeTab['answers'][number], name = issuer) => {
  const tab = openFakeTab();
  tab.answers.push(answer);
  return { tab, found: discover(name) };
};

test('an issuer says itself where it is asked for what', async () => {
  const { tab, found } = ask(describeIssuer());
  expect(await found).toEqual({
    authorize: `${issuer}/authorize?policy=strict`,
    token: `${issuer}/token`,
    revoke: `${issuer}/revoke`,
    endSession: `${issuer}/logout`,
  });
  expect(tab.sent.map(({ url }) => url)).toEqual([address]);
});

test('a name that ends with a slash, as Auth0’s do, is asked once, not twice', async () => {
  const { tab, found } = ask(describeIssuer({ issuer: `${issuer}/` }), `${issuer}/`);
  await found;
  expect(tab.sent.map(({ url }) => url)).toEqual([address]);
});

test.each<[what: string, answer: FakeTab['answers'][number], reason: string]>([
  ['of another issuer', describeIssuer({ issuer: 'https://evil.example' }), 'describes another issuer'],
  ['of the issuer with a slash', describeIssuer({ issuer: `${issuer}/` }), 'describes another issuer'],
  ['of nobody', describeIssuer({ issuer: undefined }), 'describes another issuer'],
  ['that is no object', () => Response.json('issuer'), 'could not be read'],
  ['that is null', () => Response.json(null), 'could not be read'],
  ['that is a list', () => Response.json([]), 'describes another issuer'],
  ['that is not JSON', () => new Response('<!doctype html>'), 'could not be read'],
  ['that is not there', refuse(404), 'could not be read'],
  ['that can’t be asked for', cutOff, 'could not be read'],
  ['without a sign-in page', describeIssuer({ authorization_endpoint: undefined }), 'no authorization_endpoint'],
  [
    'with a sign-in page without TLS',
    describeIssuer({ authorization_endpoint: 'http://login.example.com/a' }),
    'https',
  ],
  ['with a script for a sign-in page', describeIssuer({ authorization_endpoint: 'javascript:alert(1)' }), 'https'],
  ['with a path for a sign-in page', describeIssuer({ authorization_endpoint: '/authorize' }), 'https'],
  ['without a token endpoint', describeIssuer({ token_endpoint: undefined }), 'no token_endpoint at https://login.ex'],
  ['that sends codes elsewhere', describeIssuer({ token_endpoint: 'https://evil.example/token' }), 'no token_endpoint'],
  [
    'that sends codes without TLS',
    describeIssuer({ token_endpoint: 'http://login.example.com/t' }),
    'no token_endpoint',
  ],
  ['whose token endpoint is a list', describeIssuer({ token_endpoint: [`${issuer}/token`] }), 'no token_endpoint'],
])('a description %s is refused', async (_what, answer, reason) => {
  await expect(ask(answer).found).rejects.toThrow(reason);
});

test('a sign-in page may be elsewhere, and so may the sign-out', async () => {
  const elsewhere = { authorization_endpoint: 'https://a.example/', end_session_endpoint: 'https://b.example/' };
  expect(await ask(describeIssuer(elsewhere)).found).toMatchObject({
    authorize: 'https://a.example/',
    endSession: 'https://b.example/',
  });
});

test.each([
  ['missing', { revocation_endpoint: undefined, end_session_endpoint: undefined }],
  ['without TLS', { revocation_endpoint: 'http://login.example.com/r', end_session_endpoint: 'http://b.example/' }],
  ['no addresses', { revocation_endpoint: 7, end_session_endpoint: 'javascript:alert(1)' }],
])('revoking and signing out that are %s are left out', async (_what, said) => {
  const found = await ask(describeIssuer(said)).found;
  expect(Object.keys(found)).toEqual(['authorize', 'token']);
});

test('a refresh token is not sent to another origin to be revoked', async () => {
  const found = await ask(describeIssuer({ revocation_endpoint: 'https://evil.example/revoke' })).found;
  expect(found.revoke).toBeUndefined();
});

test('an issuer on this machine needs no TLS, and whom it names still does', async () => {
  const local = 'http://127.0.0.1:4000';
  const said = { issuer: local, authorization_endpoint: `${local}/auth`, token_endpoint: `${local}/token` };
  expect(await ask(describeIssuer({ ...said, end_session_endpoint: `${local}/end` }), local).found).toMatchObject({
    token: `${local}/token`,
    endSession: `${local}/end`,
  });
  const other = { ...said, authorization_endpoint: 'http://127.0.0.1:5000/auth' };
  await expect(ask(describeIssuer(other), local).found).rejects.toThrow('no authorization_endpoint');
});
