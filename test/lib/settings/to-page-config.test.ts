import { expect, test } from 'vitest';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { toPageConfig } from '../../../lib/settings/to-page-config.ts';

const oidc = { issuer: 'https://login.example.com/', audience: 'https://chat.example.com' };
const page = { clientId: 'page' };

test.each<[oidc: object, signIn: object]>([
  [
    { ...oidc, page },
    { clientId: 'page', scope: 'openid' },
  ],
  [
    { ...oidc, scope: 'chat', page },
    { clientId: 'page', scope: 'openid chat' },
  ],
  [
    { ...oidc, scope: 'chat', page: { ...page, scope: 'openid offline_access api://id/chat' } },
    { clientId: 'page', scope: 'openid offline_access api://id/chat' },
  ],
  [
    { ...oidc, page: { ...page, audienceAs: 'audience' } },
    { clientId: 'page', scope: 'openid', audience: 'https://chat.example.com' },
  ],
  [
    { ...oidc, page: { ...page, audienceAs: 'resource' } },
    { clientId: 'page', scope: 'openid', resource: 'https://chat.example.com' },
  ],
])('with %j the page signs in with %j', (setting, signIn) => {
  expect(toPageConfig(readSettings({ access: 'oidc', oidc: setting }))).toEqual({
    access: 'oidc',
    maxBodyBytes: 4_194_304,
    signIn: { issuer: 'https://login.example.com/', ...signIn },
  });
});

test('the page knows what a deployment has of budgets, cancel and usage, and nothing where it has none', () => {
  const told = (settings: Readonly<Record<string, unknown>>) => toPageConfig(readSettings(settings));
  expect(told({})).toEqual({ access: 'key', maxBodyBytes: 4_194_304 });
  expect(told({ cancel: 'on' })).toEqual({ access: 'key', maxBodyBytes: 4_194_304, cancel: true });
  expect(told({ usage: 'on' })).toEqual({ access: 'key', maxBodyBytes: 4_194_304, usage: true });
  const plans = { standard: {}, team: { budget: {} } };
  expect(told({ plans })).toEqual({ access: 'key', maxBodyBytes: 4_194_304, budgets: true });
});

test.each([
  ['cognito', {}, true],
  ['oidc', { oidc: { ...oidc, page } }, true],
  ['key', {}, undefined],
])('with access %s the page keeps its conversations on the server, if that keeps any: %j', (access, more, isTold) => {
  const pool = access === 'cognito' ? { domain: 'https://d', clientId: 'c', scope: 'openid' } : undefined;
  const told = (conversations: string) => toPageConfig(readSettings({ access, ...more, conversations }), pool);
  expect(told('on').conversations).toBe(isTold);
  expect(told('off')).not.toHaveProperty('conversations');
});
