import { expect, test } from 'vitest';
import { waysIn } from '../../../lambda/access/way-in.ts';
import { localStageFlag, readSettings } from '../../../lib/settings/read-settings.ts';
import { domainIn } from '../../fixtures/domain-setting.ts';
import { refusalOf } from './refusal-of.ts';

const oidc = { issuer: 'https://login.example.com', audience: 'rivulet' };
const page = { clientId: 'page' };
const domain = domainIn('eu-central-1');
const hidden = { vpcEndpointIds: ['vpce-0123456789abcdef0'] };

test.each<[context: Record<string, unknown>, problem: string]>([
  [{ access: 'oidc' }, 'oidc: got undefined; allowed: an object with at least "issuer" and "audience", because access'],
  [{ oidc }, 'oidc: got {"issuer":"https://login.example.com","audience":"rivulet"'],
  [{ oidc: { issuer: 'https://a.example' } }, 'oidc: got {"issuer":"https://a.example"}; allowed: an object with'],
  [{ oidc: { ...oidc, issuer: 'http://login.example.com' } }, '(issuer: must be an https URL without query'],
  [{ oidc: { ...oidc, issuer: 'http://127.0.0.1.example.com' } }, '(issuer: must be an https URL without query'],
  [{ oidc: { ...oidc, issuer: 'https://a.example?tenant=b' } }, '(issuer: must be an https URL without query'],
  [{ oidc: { ...oidc, issuer: 'https://user:secret@a.example' } }, '(issuer: must be an https URL without query'],
  [{ oidc: { ...oidc, issuer: 'login.example.com' } }, '(issuer: must be an https URL without query'],
  [{ oidc: { ...oidc, audience: '' } }, '(audience: '],
  [{ oidc: { ...oidc, scope: 'chat read' } }, '(scope: one scope, without spaces)'],
  [{ oidc: { ...oidc, jwksUri: 'https://a.example/keys' } }, 'allowed: an object with "issuer"'],
  [
    { access: 'oidc', oidc: { ...oidc, issuer: 'http://127.0.0.1:4000' } },
    'oidc.issuer: got "http://127.0.0.1:4000"; allowed: https://…; http only for an issuer on this machine',
  ],
  [{ iamCallers: ['222222222222'] }, 'iamCallers: got ["222222222222"]; allowed: nothing: it is for access iam'],
  [{ access: 'iam', iamCallers: ['2222'] }, 'iamCallers: got ["2222"]; allowed: a list of at most 50 account ids'],
  [{ access: 'iam', iamCallers: ['*'] }, 'iamCallers: got ["*"]; allowed: a list of at most 50 account ids'],
  [{ access: 'iam', iamCallers: ['arn:aws:iam::222222222222:role/*'] }, 'allowed: a list of at most 50 account ids'],
  [{ access: 'iam', webPage: 'api' }, 'webPage: got "api"; allowed: none: with access iam the page can\'t call'],
  [{ access: 'oidc', oidc, webPage: 'api' }, 'webPage: got "api"; allowed: none: oidc has no part "page"'],
  [{ oidc: { ...oidc, page: {} } }, '(page.clientId: '],
  [{ oidc: { ...oidc, page: { clientId: 'my page' } } }, '(page.clientId: '],
  [{ oidc: { ...oidc, page: { ...page, clientSecret: 's' } } }, 'allowed: an object with "issuer"'],
  [{ oidc: { ...oidc, page: { ...page, scope: 'chat' } } }, '(page.scope: openid must be one of the scopes)'],
  [{ oidc: { ...oidc, page: { ...page, scope: 'openid  chat' } } }, '(page.scope: scopes with one space between'],
  [{ oidc: { ...oidc, page: { ...page, scope: 'openidchat' } } }, '(page.scope: openid must be one of the scopes)'],
  [{ oidc: { ...oidc, page: { ...page, audienceAs: 'aud' } } }, '(page.audienceAs: '],
  [
    { access: 'oidc', oidc: { ...oidc, page: { ...page, audienceAs: 'resource' } } },
    'oidc.audience: got "rivulet"; allowed: a URI without #, because page.audienceAs is resource',
  ],
  [{ domain: 'chat.example.com' }, 'domain: got "chat.example.com"; allowed: an object with "name"'],
  [{ domain: { ...domain, name: 'https://chat.example.com' } }, 'allowed: an object with "name" (chat.example.com)'],
  [{ domain: { ...domain, name: 'Chat.example.com' } }, 'allowed: an object with "name" (chat.example.com)'],
  [{ domain: { ...domain, certificateArn: 'arn:aws:iam::1:x' } }, 'allowed: an object with "name" (chat.example.com)'],
  [{ domain, endpoint: 'edge' }, 'allowed: a certificate in us-east-1, because endpoint is edge'],
  [{ private: { vpcEndpointIds: [] } }, 'private: got {"vpcEndpointIds":[]}; allowed: an object with "vpcEndpointIds"'],
  [{ private: { vpcEndpointIds: ['vpc-0123456789abcdef0'] } }, 'allowed: an object with "vpcEndpointIds"'],
  [
    { private: hidden, endpoint: 'edge' },
    'endpoint: got "edge"; allowed: regional (or nothing), because private is set',
  ],
  [{ private: hidden, domain }, 'domain: got "chat.example.com"; allowed: nothing, because private is set'],
])('%j is refused', (context, problem) => {
  expect(refusalOf(context)).toContain(problem);
});

test('an issuer without TLS is for the local stage alone', () => {
  const context = { access: 'oidc', oidc: { ...oidc, issuer: 'http://127.0.0.1:4000' }, [localStageFlag]: true };
  expect(readSettings(context).oidc).toEqual({
    issuer: 'http://127.0.0.1:4000',
    audience: 'rivulet',
    subject: 'sub',
    groups: 'groups',
  });
});

test('a command line can say all of it as text', () => {
  const { iamCallers, domain: own } = readSettings({
    access: 'iam',
    iamCallers: '["222222222222", "arn:aws:iam::333333333333:role/teams/ci"]',
    domain: JSON.stringify({ ...domain, hostedZone: 'Z0123456789ABC' }),
  });
  expect(iamCallers).toEqual(['222222222222', 'arn:aws:iam::333333333333:role/teams/ci']);
  expect(own).toEqual({ ...domain, hostedZone: 'Z0123456789ABC' });
});

test.each(waysIn)('with access %s there is a page only where it can ask', (access) => {
  const withPage = { key: 'api', cognito: 'api', oidc: 'none', iam: 'none', open: 'api' };
  expect(readSettings({ access, ...(access === 'oidc' && { oidc }), waf: 'declined' }).webPage).toBe(withPage[access]);
});

test('with oidc.page there is a page, unless it is not wanted', () => {
  const settings = { access: 'oidc', oidc: { ...oidc, page } };
  expect(readSettings(settings).webPage).toBe('api');
  expect(readSettings({ ...settings, webPage: 'none' }).webPage).toBe('none');
});
