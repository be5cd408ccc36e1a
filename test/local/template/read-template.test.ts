import { describe, expect, test } from 'vitest';
import { bufferedUri, functionArn, readHandMade } from './hand-made.ts';

const chatPath = {
  Type: 'AWS::ApiGateway::Resource',
  Properties: { ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'chat' },
};
const idPath = { Type: 'AWS::ApiGateway::Resource', Properties: { ParentId: { Ref: 'ChatPath' }, PathPart: '{id}' } };
const authorizer = {
  Type: 'AWS::ApiGateway::Authorizer',
  Properties: {
    AuthorizerUri: bufferedUri,
    IdentitySource: 'method.request.header.Authorization,method.request.querystring.team',
    Type: 'REQUEST',
  },
};

describe('a template becomes plain data', () => {
  test('the smallest API', () => {
    expect(readHandMade()).toEqual({
      accountId: '123456789012',
      apiId: 'Stack-Api',
      region: 'us-east-1',
      stageName: 'dev',
      endpointType: 'REGIONAL',
      vpcEndpointIds: [],
      keySource: 'HEADER',
      binaryMediaTypes: [],
      containers: [],
      functions: [
        {
          id: 'Chat',
          name: 'Stack-Chat',
          arn: functionArn,
          handler: 'index.handler',
          codePath: '/assembly/asset.abc',
          timeoutMs: 3000,
          memoryMb: 128,
          environment: {},
        },
      ],
      methods: [
        {
          id: 'Post',
          httpMethod: 'POST',
          resourcePath: '/',
          isKeyRequired: false,
          integration: { kind: 'lambda', functionId: 'Chat', transferMode: 'STREAM', timeoutMs: 900_000 },
        },
      ],
      plans: [],
      userPools: [],
      tables: [],
      gatewayResponses: new Map(),
      outputs: new Map(),
      allowedActions: [],
      notEmulated: [],
    });
  });

  test('outputs are read as far as they can be known here', () => {
    const api = readHandMade({
      conditions: { No: { 'Fn::Equals': [1, 2] } },
      outputs: {
        Url: { Value: { 'Fn::Join': ['', ['https://', { Ref: 'Api' }]] }, Export: { Name: 'x' } },
        OnlyAtAws: { Value: { 'Fn::ImportValue': 'x' } },
        Left: { Value: 'out', Condition: 'No' },
      },
    });
    expect([...api.outputs]).toEqual([['Url', 'https://Stack-Api']]);
  });

  test('what the policies allow: outside a role, in a role, as one statement or as a list', () => {
    const allow = (Action: unknown) => ({ Effect: 'Allow', Action, Resource: { Ref: 'Somewhere' } });
    const api = readHandMade({
      resources: {
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyDocument: {
              Statement: [
                allow(['bedrock:InvokeModel', 'bedrock:CountTokens']),
                { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' },
              ],
            },
          },
        },
        Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: allow('sqs:*') } } },
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: { Statement: [allow('sts:AssumeRole')] },
            Policies: [{ PolicyName: 'Own', PolicyDocument: { Statement: [allow('dynamodb:GetItem')] } }],
          },
        },
        Topic: {
          Type: 'AWS::SNS::TopicPolicy',
          Properties: { PolicyDocument: { Statement: [allow('sns:Publish')] }, Topics: [] },
        },
      },
    });
    expect(api.allowedActions).toEqual(['bedrock:InvokeModel', 'bedrock:CountTokens', 'sqs:*', 'dynamodb:GetItem']);
  });

  test('a table with its keys; Ref is its name, and GetAtt its ARN', () => {
    const Table = {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [
          { AttributeName: 'sk', AttributeType: 'N' },
          { AttributeName: 'pk', AttributeType: 'S' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        DeletionProtectionEnabled: true,
      },
    };
    const Named = { ...Table, Properties: { ...Table.Properties, TableName: 'mine' } };
    const keys = [
      { attribute: 'pk', role: 'HASH', type: 'S' },
      { attribute: 'sk', role: 'RANGE', type: 'N' },
    ];
    const Variables = { NAME: { Ref: 'Named' }, ARN: { 'Fn::GetAtt': ['Table', 'Arn'] } };
    const api = readHandMade({ resources: { Table, Named }, properties: { Chat: { Environment: { Variables } } } });
    expect(api.tables).toEqual([
      { name: 'Stack-Table', keys, indexes: [] },
      { name: 'mine', keys, indexes: [] },
    ]);
    expect(api.functions[0]?.environment).toEqual({
      NAME: 'mine',
      ARN: 'arn:aws:dynamodb:us-east-1:123456789012:table/Stack-Table',
    });
  });

  test('a firewall is left out and said to be, unless a condition leaves it out of the deployment', () => {
    const Acl = { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: [{ Name: { Ref: 'Anything' } }] } };
    const Log = {
      Type: 'AWS::WAFv2::LoggingConfiguration',
      Properties: { ResourceArn: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
    };
    const Association = { Type: 'AWS::WAFv2::WebACLAssociation', Properties: { ResourceArn: { Ref: 'Stage' } } };
    const conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    expect(readHandMade({ resources: { Acl, Log, Association } }).notEmulated).toEqual([
      'the firewall (the setting waf) is not emulated. Nothing is counted, blocked or logged by it here.',
    ]);
    expect(readHandMade({ resources: { Acl: { ...Acl, Condition: 'Never' } }, conditions }).notEmulated).toEqual([]);
  });

  test('a guardrail that the stack makes is said not to be made', () => {
    const Own = { Type: 'AWS::Bedrock::Guardrail', Properties: { Name: 'own' } };
    expect(readHandMade({ resources: { Own } }).notEmulated).toEqual([
      expect.stringContaining('is not made here. The stand-in checks nothing'),
    ]);
  });

  test('the mode is BUFFERED and the timeout 29 seconds where the template says nothing', () => {
    const Integration = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: bufferedUri };
    const [method] = readHandMade({ properties: { Post: { Integration } } }).methods;
    expect(method?.integration).toMatchObject({ transferMode: 'BUFFERED', timeoutMs: 29_000 });
  });

  test('paths are put together from the resources', () => {
    const api = readHandMade({
      properties: { Post: { ResourceId: { Ref: 'IdPath' } } },
      resources: { ChatPath: chatPath, IdPath: idPath },
    });
    expect(api.methods[0]?.resourcePath).toBe('/chat/{id}');
  });

  test('authorizers with their identity sources', () => {
    const api = readHandMade({
      properties: { Post: { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Door' } } },
      resources: { Door: authorizer },
    });
    expect(api.methods[0]?.authorizer).toEqual({
      id: 'Door',
      kind: 'REQUEST',
      identitySources: [
        { from: 'header', name: 'Authorization' },
        { from: 'querystring', name: 'team' },
      ],
      cacheTtlSeconds: 300,
      functionId: 'Chat',
    });
  });

  test('usage plans with their enabled keys; a key without a value gets one that stays the same', () => {
    const resources = {
      Plan: {
        Type: 'AWS::ApiGateway::UsagePlan',
        Properties: {
          ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' }, Throttle: {} }],
          Quota: { Limit: 10, Period: 'MONTH' },
          Throttle: { RateLimit: 2, BurstLimit: 5 },
        },
      },
      OtherPlan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { ApiStages: [{ ApiId: 'x', Stage: 'prod' }] } },
      Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true } },
      Own: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true, Value: 'a-value-of-twenty-chars' } },
      Off: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: false } },
      ...Object.fromEntries(
        ['Key', 'Own', 'Off'].map((id) => [
          `Link${id}`,
          {
            Type: 'AWS::ApiGateway::UsagePlanKey',
            Properties: { KeyId: { Ref: id }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
          },
        ]),
      ),
    };
    expect(readHandMade({ resources }).plans).toEqual([
      {
        id: 'Plan',
        tags: {},
        throttle: { requestsPerSecond: 2, burst: 5 },
        quota: { requests: 10, period: 'MONTH' },
        keys: [
          { id: 'Stack-Key', value: 'local-Key00000000000' },
          { id: 'Stack-Own', value: 'a-value-of-twenty-chars' },
        ],
      },
    ]);
  });

  test('the stage’s throttle and access log', () => {
    const api = readHandMade({
      properties: {
        Stage: {
          AccessLogSetting: { Format: '$context.requestId' },
          MethodSettings: [{ HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 }],
        },
      },
    });
    expect(api).toMatchObject({
      accessLogFormat: '$context.requestId',
      throttle: { requestsPerSecond: 20, burst: 40 },
    });
  });

  test('gateway responses and mocks, header mappings and overrides included', () => {
    const api = readHandMade({
      properties: {
        Post: {
          Integration: {
            Type: 'MOCK',
            PassthroughBehavior: 'NEVER',
            RequestTemplates: { 'Text/Plain': '{ statusCode: 405 }' },
            IntegrationResponses: [
              {
                StatusCode: '405',
                SelectionPattern: '4\\d\\d',
                ResponseParameters: { 'method.response.header.allow': "'GET'" },
                ResponseTemplates: {
                  'application/json':
                    '#set($context.responseOverride.header.x-request-id="$context.requestId")\n{"id":"$context.requestId"}',
                },
              },
            ],
          },
        },
      },
      resources: {
        Busy: {
          Type: 'AWS::ApiGateway::GatewayResponse',
          Properties: {
            ResponseType: 'THROTTLED',
            StatusCode: '429',
            ResponseParameters: { 'gatewayresponse.header.retry-after': "'1'" },
            ResponseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
          },
        },
      },
    });
    expect(api.methods[0]?.integration).toEqual({
      kind: 'mock',
      passthrough: 'NEVER',
      statusByMediaType: { 'text/plain': 405 },
      responses: [
        {
          statusCode: 405,
          selectionPattern: '4\\d\\d',
          headers: { allow: 'GET', 'x-request-id': '$context.requestId' },
          body: { mediaType: 'application/json', text: '{"id":"$context.requestId"}' },
        },
      ],
    });
    expect(api.gatewayResponses.get('THROTTLED')).toEqual({
      statusCode: 429,
      headers: { 'retry-after': '1' },
      template: '{"message":$context.error.messageString}',
    });
  });
});
