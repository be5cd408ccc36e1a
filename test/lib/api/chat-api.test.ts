import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import type { RoutedProtocol } from '../../../lib/api/routes.ts';
import { answerOf, chat, methodsOf, resourcesOf } from '../read-api.ts';
import { buildTemplate } from '../synthesize.ts';

interface StageProperties {
  readonly AccessLogSetting: { readonly Format: string };
}

interface AuthorizerProperties {
  readonly Type: string;
  readonly IdentitySource?: string;
  readonly IdentityValidationExpression: string;
  readonly AuthorizerResultTtlInSeconds: number;
}

describe('methods', () => {
  test('are those of the protocols, each path with preflight and 405, and 404 for all others', () => {
    expect([...methodsOf().keys()].toSorted()).toEqual([
      'ANY /',
      'ANY /v1',
      'ANY /v1/chat',
      'ANY /v1/chat/completions',
      'ANY /{proxy+}',
      'GET /',
      'OPTIONS /',
      'OPTIONS /v1',
      'OPTIONS /v1/chat',
      'OPTIONS /v1/chat/completions',
      'OPTIONS /{proxy+}',
      'POST /',
      'POST /v1/chat/completions',
    ]);
  });

  test('of several protocols on one path coexist', () => {
    const protocols: readonly RoutedProtocol[] = [
      { routes: [{ method: 'GET', path: '/chat' }], keyHeader: 'x-api-key', requestHeaders: ['x-one'] },
      { routes: [{ method: 'POST', path: '/chat' }], keyHeader: 'x-api-key', requestHeaders: ['x-two'] },
    ];
    const answer = answerOf(methodsOf({ protocols }).get('OPTIONS /chat'));
    expect(answer.headers['access-control-allow-methods']).toBe('GET, POST');
    expect(answer.headers['access-control-allow-headers']).toMatch(/x-one, x-two$/);
  });

  test('of a feature that is off are absent, with their authorizer and the headers of its clients', () => {
    const isOffered: RoutedProtocol['routes'][number]['isOffered'] = ({ guardrail }) => guardrail !== undefined;
    const protocols: readonly RoutedProtocol[] = [
      { routes: [{ method: 'POST', path: '/chat' }], keyHeader: 'x-api-key', requestHeaders: ['x-one'] },
      {
        routes: [
          { method: 'DELETE', path: '/answers/{id}', isOffered },
          { method: 'POST', path: '/chat/checked', isOffered },
        ],
        keyHeader: 'authorization',
        requestHeaders: ['x-two'],
      },
    ];
    const guardrail = { id: 'abc', version: '1' };
    const [off, on] = [methodsOf({ protocols }), methodsOf({ protocols, settings: { guardrail } })];
    expect([...off.keys()].filter((name) => /answers|checked/.test(name))).toEqual([]);
    expect(JSON.stringify([...off.values()])).not.toContain('x-two');
    expect([...on.keys()]).toEqual(expect.arrayContaining(['DELETE /answers/{id}', 'POST /chat/checked']));
    const authorizers = (more: object) =>
      resourcesOf(buildTemplate({ protocols, settings: { webPage: 'none', ...more } }), 'Authorizer').length;
    expect(authorizers({ guardrail }) - authorizers({})).toBe(1);
  });

  test.each(['GET /', 'POST /', 'POST /v1/chat/completions'])('%s streams from the function for 15 minutes', (name) => {
    expect(methodsOf().get(name)?.Integration).toMatchObject({
      Type: 'AWS_PROXY',
      ResponseTransferMode: 'STREAM',
      TimeoutInMillis: 900_000,
      Uri: {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':apigateway:',
            { Ref: 'AWS::Region' },
            ':lambda:path/2021-11-15/functions/',
            { 'Fn::GetAtt': [expect.stringMatching(/^ChatFunction/), 'Arn'] },
            '/response-streaming-invocations',
          ],
        ],
      },
    });
  });

  test('wait as long as the setting says, to the millisecond', () => {
    const settings = { integrationTimeoutSeconds: 1.2345, marginSeconds: 0.5 };
    expect(methodsOf({ settings }).get('GET /')?.Integration.TimeoutInMillis).toBe(1235);
  });

  test.each([
    ['key', true, 'CUSTOM'],
    ['open', false, 'NONE'],
  ])('with access %s: does the function need a key? %s. The mocks never do', (access, isKeyRequired, authorization) => {
    for (const [name, method] of methodsOf({ settings: { access, waf: 'declined' } })) {
      const isMock = method.Integration.Type === 'MOCK';
      expect(method, name).toMatchObject({
        ApiKeyRequired: !isMock && isKeyRequired,
        AuthorizationType: isMock ? 'NONE' : authorization,
      });
    }
  });

  test('may invoke the function from this stage only, one permission each', () => {
    const template = buildTemplate({
      protocols: [chat],
      settings: { access: 'open', waf: 'declined', webPage: 'none' },
    });
    template.resourceCountIs('AWS::Lambda::Permission', 3);
    template.allResourcesProperties('AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: Match.not(Match.stringLikeRegexp('test-invoke-stage')),
    });
  });
});

describe('keys', () => {
  const protocols: readonly RoutedProtocol[] = [
    chat,
    { routes: [{ method: 'POST', path: '/bearer' }], keyHeader: 'authorization', requestHeaders: [] },
    { routes: [{ method: 'POST', path: '/both' }], keyHeader: 'either', requestHeaders: [] },
  ];

  test('are read from the header that each protocol names, and malformed ones are refused without calling the function', () => {
    const authorizers = resourcesOf<AuthorizerProperties>(buildTemplate({ protocols }), 'Authorizer');
    const found = authorizers.map(([, { Type, IdentitySource, AuthorizerResultTtlInSeconds }]) => [
      Type,
      IdentitySource,
      AuthorizerResultTtlInSeconds,
    ]);
    expect(found).toEqual([
      ['TOKEN', 'method.request.header.x-api-key', 300],
      ['TOKEN', 'method.request.header.authorization', 300],
      // With a cache it would require both headers; no AWS page says that an empty string means none.
      ['REQUEST', undefined, 0],
    ]);
    const [apiKey, bearer] = authorizers.map(([, properties]) => new RegExp(properties.IdentityValidationExpression));
    const key = 'k'.repeat(20);
    expect([apiKey?.test(key), apiKey?.test('short'), apiKey?.test(`${key} ${key}`)]).toEqual([true, false, false]);
    expect([bearer?.test(`Bearer ${key}`), bearer?.test(key), bearer?.test('Bearer ')]).toEqual([true, false, false]);
  });

  test('need no function when access is open', () => {
    const template = buildTemplate({ protocols, settings: { access: 'open', waf: 'declined', webPage: 'none' } });
    template.resourceCountIs('AWS::ApiGateway::Authorizer', 0);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { ApiKeySourceType: 'HEADER' });
  });
});

describe('the stage', () => {
  test('logs each request as JSON with the streaming variables, and never a query, a header or a body', () => {
    const [, stage] = resourcesOf<StageProperties>(buildTemplate(), 'Stage')[0] ?? [];
    const format: Readonly<Record<string, string>> = JSON.parse(stage?.AccessLogSetting.Format ?? '{}');
    expect(Object.values(format)).toEqual(
      expect.arrayContaining([
        '$context.requestId',
        '$context.path',
        '$context.integration.responseTransferMode',
        '$context.integration.timeToAllHeaders',
        '$context.integration.timeToFirstContent',
        '$context.integration.latency',
        '$context.error.responseType',
      ]),
    );
    expect(JSON.stringify(format)).not.toMatch(/query|header\.|body|\$input|authorizer|apiKey"|error\.message/i);
  });

  test('is traced and has no execution log, which could hold prompts', () => {
    buildTemplate({ settings: { stage: 'prod' } }).hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'prod',
      TracingEnabled: true,
      MethodSettings: [Match.objectLike({ DataTraceEnabled: false, LoggingLevel: Match.absent() })],
    });
  });

  test('waits for the role that access logs need, which outlives the stack', () => {
    const template = buildTemplate();
    template.hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
    template.hasResource('AWS::ApiGateway::Stage', { DependsOn: [Match.stringLikeRegexp('^ChatApiAccount')] });
    const roles = Object.entries(template.findResources('AWS::IAM::Role'));
    expect(roles.map(([id, role]) => [id.slice(0, -8), role['DeletionPolicy']])).toEqual([
      ['ChatRole', undefined],
      ['WebPageRole', undefined],
      ['ChatApiCloudWatchRole', 'Retain'],
      ['ChatApiKeysRole', undefined],
    ]);
  });

  test('makes no such role where the account has one', () => {
    const template = buildTemplate({ settings: { apiGatewayLogRole: 'existing' } });
    template.resourceCountIs('AWS::ApiGateway::Account', 0);
    expect(Object.keys(template.findResources('AWS::IAM::Role')).filter((id) => id.includes('CloudWatch'))).toEqual([]);
  });
});

test.each([
  ['regional', 'REGIONAL'],
  ['edge', 'EDGE'],
])('endpoint %s is %s, gets keys from its authorizers and neither compresses nor caches', (endpoint, type) => {
  const template = buildTemplate({ settings: { endpoint } });
  template.hasResourceProperties('AWS::ApiGateway::RestApi', {
    EndpointConfiguration: { Types: [type] },
    ApiKeySourceType: 'AUTHORIZER',
    MinimumCompressionSize: Match.absent(),
  });
  template.hasResourceProperties('AWS::ApiGateway::Stage', { CacheClusterEnabled: Match.absent() });
});
