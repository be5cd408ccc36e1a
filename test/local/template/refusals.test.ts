import { describe, expect, test } from 'vitest';
import { bufferedUri, readHandMade, streamUri, type HandMade, type Properties } from './hand-made.ts';

const lambda = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', ResponseTransferMode: 'STREAM', Uri: streamUri };
const mock = { Type: 'MOCK', RequestTemplates: { 'application/json': '{"statusCode": 200}' } };
const mocked = (answer: object, more: object = {}): HandMade => ({
  properties: { Post: { Integration: { ...mock, ...more, IntegrationResponses: [{ StatusCode: '200', ...answer }] } } },
});
const gatewayResponse = (properties: Properties): HandMade => ({
  resources: {
    Busy: { Type: 'AWS::ApiGateway::GatewayResponse', Properties: { ResponseType: 'THROTTLED', ...properties } },
  },
});
const authorizer = (properties: Properties): HandMade => ({
  resources: {
    Door: { Type: 'AWS::ApiGateway::Authorizer', Properties: { AuthorizerUri: bufferedUri, ...properties } },
  },
});
const plan = (properties: Properties): HandMade => ({
  resources: { Plan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: properties } },
});

const table = (properties: Properties): HandMade => ({
  resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        ...properties,
      },
    },
  },
});

const policy = (changes: object) => ({
  properties: {
    Api: {
      Policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'execute-api:Invoke',
            Principal: { AWS: '*' },
            Resource: 'execute-api:/*',
            ...changes,
          },
        ],
      },
    },
  },
});

describe('what the stage cannot emulate is refused at start, naming it', () => {
  test.each<[string, HandMade, string]>([
    [
      'an unknown resource type',
      { resources: { Table: { Type: 'AWS::DynamoDB::GlobalTable' } } },
      'Table (AWS::DynamoDB::GlobalTable): this resource type is not supported',
    ],
    [
      'a stream of a table',
      table({ StreamSpecification: {} }),
      'Table (AWS::DynamoDB::Table): property StreamSpecification',
    ],
    [
      'an index of a table that has only some attributes',
      table({
        GlobalSecondaryIndexes: [{ IndexName: 'some', KeySchema: [], Projection: { ProjectionType: 'KEYS_ONLY' } }],
      }),
      'property GlobalSecondaryIndexes',
    ],
    ['a local index of a table', table({ LocalSecondaryIndexes: [] }), 'property LocalSecondaryIndexes'],
    ['provisioned capacity', table({ BillingMode: 'PROVISIONED' }), 'property BillingMode'],
    ['a key without a type', table({ AttributeDefinitions: [] }), 'the key pk is not in AttributeDefinitions'],
    [
      'a policy whose actions are not written out',
      {
        resources: {
          Policy: {
            Type: 'AWS::IAM::Policy',
            Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: { Ref: 'Actions' } }] } },
          },
        },
      },
      'Policy (AWS::IAM::Policy): each Action must be text or a list of text',
    ],
    [
      'an integration type',
      { properties: { Post: { Integration: { Type: 'HTTP' } } } },
      'Post (AWS::ApiGateway::Method): integration type HTTP is not supported',
    ],
    [
      'a property of a method',
      { properties: { Post: { RequestValidatorId: 'x' } } },
      'Post (AWS::ApiGateway::Method): property RequestValidatorId',
    ],
    [
      'a property of an integration',
      { properties: { Post: { Integration: { ...lambda, ContentHandling: 'x' } } } },
      'property Integration.ContentHandling',
    ],
    [
      'STREAM with the buffered URI',
      { properties: { Post: { Integration: { ...lambda, Uri: bufferedUri } } } },
      'response transfer mode STREAM does not match the URI',
    ],
    [
      'BUFFERED with the streaming URI',
      { properties: { Post: { Integration: { ...lambda, ResponseTransferMode: 'BUFFERED' } } } },
      'response transfer mode BUFFERED does not match',
    ],
    [
      'a timeout that would not deploy',
      { properties: { Post: { Integration: { ...lambda, TimeoutInMillis: 960_000 } } } },
      'timeout 960000 ms is too long: a deployment accepts at most 900000 ms',
    ],
    [
      'a function outside the stack',
      { properties: { Post: { Integration: { ...lambda, Uri: 'x/functions/y/response-streaming-invocations' } } } },
      'does not invoke a function of this stack',
    ],
    ['another authorization', { properties: { Post: { AuthorizationType: 'JWT' } } }, 'authorization type JWT'],
    [
      'an authorizer that is not there',
      { properties: { Post: { AuthorizationType: 'CUSTOM', AuthorizerId: 'x' } } },
      'authorizer x is not in the template',
    ],
    [
      'a user pool of another stack',
      authorizer({
        AuthorizerUri: undefined,
        Type: 'COGNITO_USER_POOLS',
        IdentitySource: 'method.request.header.Authorization',
        ProviderARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Other'],
      }),
      'the user pool us-east-1_Other is not of this stack, so nobody could sign in here: use userPool=create',
    ],
    [
      'an identity source',
      authorizer({ Type: 'REQUEST', IdentitySource: 'context.stage' }),
      'identity source context.stage is not supported',
    ],
    [
      'a resource that is not there',
      { properties: { Post: { ResourceId: 'x' } } },
      'resource x is not in the template',
    ],
    [
      'a runtime',
      { properties: { Chat: { Runtime: 'python3.13' } } },
      'Chat (AWS::Lambda::Function): property Runtime: only Node.js functions run here',
    ],
    ['layers', { properties: { Chat: { Layers: [] } } }, 'property Layers'],
    [
      'code from elsewhere',
      { properties: { Chat: { Code: { S3Bucket: 'b', S3Key: 'other.zip' } } } },
      'code other.zip is not an asset of this assembly',
    ],
    [
      'a variable that is Lambda’s',
      { properties: { Chat: { Environment: { Variables: { AWS_REGION: 'x' } } } } },
      'environment variable AWS_REGION is reserved by Lambda',
    ],
    [
      'compression',
      { properties: { Api: { MinimumCompressionSize: 1 } } },
      'Api (AWS::ApiGateway::RestApi): property MinimumCompressionSize',
    ],
    ['an empty resource policy', { properties: { Api: { Policy: {} } } }, 'property Policy'],
    [
      'a resource policy by address',
      policy({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
      'property Policy.Statement.0.Condition',
    ],
    [
      'a resource policy for services',
      policy({ Principal: { Service: 'x' } }),
      'property Policy.Statement.0.Principal',
    ],
    ['a resource policy for all actions', policy({ Action: '*' }), 'property Policy.Statement.0.Action'],
    [
      'a cache',
      { properties: { Stage: { CacheClusterEnabled: true } } },
      'Stage (AWS::ApiGateway::Stage): property CacheClusterEnabled',
    ],
    ['stage variables', { properties: { Stage: { Variables: { a: 'b' } } } }, 'property Variables'],
    [
      'settings of one method',
      { properties: { Stage: { MethodSettings: [{ HttpMethod: 'GET', ResourcePath: '/~1chat' }] } } },
      'property MethodSettings.0.HttpMethod',
    ],
    [
      'a second API',
      { resources: { Other: { Type: 'AWS::ApiGateway::RestApi' } } },
      'Other (AWS::ApiGateway::RestApi): the stage can run only one REST API, and Api is already one',
    ],
    [
      'throttles of single methods',
      plan({ ApiStages: [{ ApiId: 'a', Stage: 'dev', Throttle: { '/GET': {} } }] }),
      'property ApiStages.0.Throttle',
    ],
    [
      'a quota offset',
      plan({ Quota: { Limit: 1, Period: 'DAY', Offset: 2 } }),
      'Plan (AWS::ApiGateway::UsagePlan): property Quota.Offset',
    ],
    [
      'a header mapping',
      gatewayResponse({ ResponseParameters: { 'gatewayresponse.header.a': 'method.request.header.b' } }),
      'Busy (AWS::ApiGateway::GatewayResponse): header mapping method.request.header.b is not supported',
    ],
    [
      'a header of a gateway response that is no literal',
      gatewayResponse({ ResponseParameters: { 'gatewayresponse.header.id': 'context.requestId' } }),
      'Busy (AWS::ApiGateway::GatewayResponse): header mapping context.requestId',
    ],
    [
      'a variable in a gateway response',
      gatewayResponse({ ResponseTemplates: { 'application/json': '$context.authorizer.x' } }),
      'variable $context.authorizer.x is not supported',
    ],
    [
      'another media type of a gateway response',
      gatewayResponse({ ResponseTemplates: { 'text/html': 'x' } }),
      'property ResponseTemplates.text/html',
    ],
    [
      'a request template with logic',
      mocked({}, { RequestTemplates: { 'application/json': '#if(1){"statusCode": 200}#end' } }),
      'request template #if(1)',
    ],
    [
      'a VTL directive',
      mocked({ ResponseTemplates: { 'application/json': '#if($x) a #end' } }),
      '#if is not supported in a response template',
    ],
    [
      'a VTL variable',
      mocked({ ResponseTemplates: { 'application/json': '{"a": "$input.body"}' } }),
      '$input.body is not supported in a response template',
    ],
    [
      'several response templates',
      mocked({ ResponseTemplates: { 'application/json': 'a', 'text/plain': 'b' } }),
      'response templates for several media types (such as text/plain) are not supported',
    ],
  ])('%s', (_name, handMade, reason) => {
    expect(() => readHandMade(handMade)).toThrow(reason);
    expect(() => readHandMade(handMade)).toThrow("the local stage can't emulate ");
  });
});
