import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { answerOf, methodsOf } from '../read-api.ts';
import { buildTemplate } from '../synthesize.ts';

const pathsOf = (settings: Readonly<Record<string, unknown>>) =>
  [...methodsOf({ settings }).keys()].filter((name) => name.includes('/web'));

const pageFunction = (template: Template) =>
  Object.entries(template.findResources('AWS::Lambda::Function')).find(([id]) => id.startsWith('WebPage'))?.[1];

describe('the page’s routes', () => {
  test('are for everyone, stream from its own function, and accept nothing but GET and HEAD', () => {
    const methods = methodsOf({ settings: { webPage: 'api' } });
    expect(pathsOf({ webPage: 'api' })).toEqual([
      'GET /web',
      'HEAD /web',
      'ANY /web',
      'GET /web/{file+}',
      'HEAD /web/{file+}',
      'ANY /web/{file+}',
    ]);
    for (const path of ['/web', '/web/{file+}']) {
      for (const method of ['GET', 'HEAD']) {
        expect(methods.get(`${method} ${path}`)).toMatchObject({
          AuthorizationType: 'NONE',
          ApiKeyRequired: false,
          Integration: { Type: 'AWS_PROXY', ResponseTransferMode: 'STREAM', TimeoutInMillis: 10_000 },
        });
        expect(JSON.stringify(methods.get(`${method} ${path}`)?.Integration.Uri)).toContain('WebPageFunction');
      }
      const { status, headers } = answerOf(methods.get(`ANY ${path}`));
      expect([status, headers['allow']]).toEqual([405, 'GET, HEAD']);
    }
  });

  test('are not there without a page', () => {
    expect(pathsOf({ webPage: 'none' })).toEqual([]);
    expect(pageFunction(buildTemplate({ settings: { webPage: 'none' } }))).toBeUndefined();
  });
});

test('the page’s function may write its log and nothing else', () => {
  const template = buildTemplate();
  const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) =>
    id.startsWith('WebPage'),
  );
  const statements = policies.flatMap(([, policy]) => policy['Properties'].PolicyDocument.Statement);
  expect(statements.map(({ Action }) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
  expect(JSON.stringify(statements)).toContain('WebPageLogs');
});

test('with an issuer, the page’s settings say where it signs in and as which client, and nothing of the tokens’ checks', () => {
  const oidc = { issuer: 'https://login.example.com', audience: 'rivulet', scope: 'chat', page: { clientId: 'page' } };
  const page = pageFunction(buildTemplate({ settings: { access: 'oidc', oidc } }));
  expect(JSON.parse(page?.['Properties'].Environment.Variables.RIVULET_WEB_CONFIG)).toEqual({
    access: 'oidc',
    maxBodyBytes: 4_194_304,
    signIn: { issuer: 'https://login.example.com', clientId: 'page', scope: 'openid chat' },
  });
});

test.each(['key', 'open'])('the page’s settings have access %s, and no model, key or id', (access) => {
  const page = pageFunction(buildTemplate({ settings: { access, waf: 'declined' } }));
  expect(JSON.parse(page?.['Properties'].Environment.Variables.RIVULET_WEB_CONFIG)).toEqual({
    access,
    maxBodyBytes: 4_194_304,
  });
});
