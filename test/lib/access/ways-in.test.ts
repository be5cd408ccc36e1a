import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { offeredRoutes } from '../../../lambda/protocols/offered-routes.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { protocols } from '../../../lambda/protocols/index.ts';
import { streamedMethodsOf } from '../read-methods.ts';
import { buildTemplate } from '../synthesize.ts';

const oidc = { issuer: 'https://login.example.com', audience: 'rivulet', scope: 'chat' };
const everyRoute = protocols.flatMap(({ routes }) => offeredRoutes(routes, testConfig)).length;

/** Types that one way in needs and no other. */
const ofOthers = ['AWS::ApiGateway::ApiKey', 'AWS::ApiGateway::UsagePlan', 'AWS::Cognito::UserPool'];

describe('with access oidc', () => {
  const template = buildTemplate({ settings: { access: 'oidc', oidc, plans: { standard: {}, team: {} } } });

  test('every streamed method asks one authorizer, which reads Authorization and is kept for a minute', () => {
    const methods = streamedMethodsOf(template);
    expect(methods).toHaveLength(everyRoute);
    for (const method of methods) expect(method).toMatchObject({ AuthorizationType: 'CUSTOM' });
    template.resourceCountIs('AWS::ApiGateway::Authorizer', 1);
    template.hasResourceProperties('AWS::ApiGateway::Authorizer', {
      Type: 'TOKEN',
      IdentitySource: 'method.request.header.authorization',
      IdentityValidationExpression: String.raw`^[Bb]earer [\w-]+\.[\w-]+\.[\w-]+$`,
      AuthorizerResultTtlInSeconds: 60,
    });
  });

  test('the authorizer’s role may write its log and nothing else, and there is nothing of another way in', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('Tokens'),
      PolicyDocument: { Statement: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow' }] },
    });
    template.resourceCountIs('AWS::Lambda::Function', 2);
    for (const type of ofOthers) template.resourceCountIs(type, 0);
  });
});

test('the page’s client changes nothing of what the authorizer reads', () => {
  const authorizerOf = (setting: object) => {
    const template = buildTemplate({ settings: { access: 'oidc', oidc: setting, webPage: 'none' } });
    return template.findResources('AWS::Lambda::Function', { Properties: { Handler: 'token-authorizer.handler' } });
  };
  expect(authorizerOf({ ...oidc, page: { clientId: 'page', audienceAs: 'audience' } })).toEqual(authorizerOf(oidc));
});

describe('with access iam', () => {
  const template = buildTemplate({ settings: { access: 'iam' } });

  test('every streamed method wants a signature, and there is nothing of another way in', () => {
    const methods = streamedMethodsOf(template);
    expect(methods).toHaveLength(everyRoute);
    for (const method of methods) expect(method).toMatchObject({ AuthorizationType: 'AWS_IAM', ApiKeyRequired: false });
    template.resourceCountIs('AWS::ApiGateway::Authorizer', 0);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    for (const type of ofOthers) template.resourceCountIs(type, 0);
  });

  test('callers of the own account need no policy of the API', () => {
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { Policy: Match.absent() });
  });

  test('an unsigned request is told that it is unsigned, and not that there is no such path', () => {
    template.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
      StatusCode: '401',
      ResponseParameters: Match.objectLike({ 'gatewayresponse.header.www-authenticate': "'AWS4-HMAC-SHA256'" }),
      ResponseTemplates: { 'application/json': Match.stringLikeRegexp('is not signed') },
    });
  });

  test('the output says what a caller’s policy must allow', () => {
    expect(Object.keys(template.findOutputs('*')).toSorted()).toEqual(['CallableArn', 'Curl', 'Url']);
  });
});

describe('the API’s own policy', () => {
  const invoke = { Action: 'execute-api:Invoke' };
  const policyOf = (settings: Readonly<Record<string, unknown>>) => {
    const [api] = Object.values(buildTemplate({ settings }).findResources('AWS::ApiGateway::RestApi'));
    return api?.['Properties'].Policy?.Statement;
  };
  const root = (account: unknown) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...(Array.isArray(account) ? account : [account])]],
  });
  const own = root([':iam::', { Ref: 'AWS::AccountId' }, ':root']);
  const vpcEndpointIds = ['vpce-0123456789abcdef0', 'vpce-0fedcba9876543210'];
  const elsewhere = {
    ...invoke,
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Resource: 'execute-api:/*',
    Condition: { StringNotEquals: { 'aws:SourceVpce': vpcEndpointIds } },
  };

  test('names the callers of other accounts, and lets browsers ask before they sign', () => {
    const role = 'arn:aws:iam::333333333333:role/ci';
    expect(policyOf({ access: 'iam', iamCallers: ['222222222222', role] })).toEqual([
      {
        ...invoke,
        Effect: 'Allow',
        Principal: { AWS: [role, own, root(':iam::222222222222:root')] },
        Resource: 'execute-api:/*',
      },
      { ...invoke, Effect: 'Allow', Principal: { AWS: '*' }, Resource: 'execute-api:/*/OPTIONS/*' },
    ]);
  });

  test('of a private API denies whatever comes through no endpoint of the settings', () => {
    expect(policyOf({ private: { vpcEndpointIds } })).toEqual([
      { ...invoke, Effect: 'Allow', Principal: { AWS: '*' }, Resource: 'execute-api:/*' },
      elsewhere,
    ]);
  });

  test('of a private API for signed requests opens it to no other account', () => {
    expect(policyOf({ access: 'iam', private: { vpcEndpointIds } })).toEqual([
      { ...invoke, Effect: 'Allow', Principal: { AWS: own }, Resource: 'execute-api:/*' },
      { ...invoke, Effect: 'Allow', Principal: { AWS: '*' }, Resource: 'execute-api:/*/OPTIONS/*' },
      elsewhere,
    ]);
  });
});

test('no setting, no resource and no function', () => {
  const template = buildTemplate();
  for (const type of ['AWS::ApiGateway::DomainName', 'AWS::ApiGateway::BasePathMapping', 'AWS::Route53::RecordSet']) {
    template.resourceCountIs(type, 0);
  }
  template.resourceCountIs('AWS::Lambda::Function', 3);
  template.hasResourceProperties('AWS::ApiGateway::RestApi', {
    Policy: Match.absent(),
    DisableExecuteApiEndpoint: Match.absent(),
    EndpointConfiguration: { VpcEndpointIds: Match.absent() },
  });
});
