import { describe, expect, test } from 'vitest';
import { type HandMade, type Properties, readHandMade } from './hand-made.ts';

const integration = {
  Type: 'HTTP_PROXY',
  ConnectionType: 'VPC_LINK',
  ConnectionId: { Ref: 'Link' },
  IntegrationHttpMethod: 'POST',
  IntegrationTarget: { Ref: 'Balancer' },
  RequestParameters: {
    'integration.request.header.x-secret': {
      'Fn::Join': ['', ["'{{resolve:secretsmanager:", { Ref: 'Secret' }, ":SecretString:::}}'"]],
    },
    'integration.request.header.x-request': 'context.requestId',
    'integration.request.path.id': 'method.request.path.id',
  },
  ResponseTransferMode: 'STREAM',
  TimeoutInMillis: 900_000,
  Uri: { 'Fn::Join': ['', ['http://', { 'Fn::GetAtt': ['Balancer', 'DNSName'] }, '/things/{id}']] },
};

const task = {
  Name: 'chat',
  Command: ['node', 'index.mjs'],
  Environment: [{ Name: 'PORT', Value: '8080' }],
  Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/assets:def' },
  Secrets: [{ Name: 'ORIGIN', ValueFrom: { Ref: 'Secret' } }],
};

const resources = {
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
  Link: { Type: 'AWS::ApiGatewayV2::VpcLink' },
  Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
  Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup' },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: { LoadBalancerArn: { Ref: 'Balancer' }, Port: 80 },
  },
  Rule: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: {
      Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
      Conditions: [
        {
          Field: 'http-header',
          HttpHeaderConfig: {
            HttpHeaderName: 'X-Secret',
            Values: [{ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:::}}']] }],
          },
        },
      ],
      ListenerArn: { Ref: 'Listener' },
      Priority: 1,
    },
  },
  Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [task] } },
  Service: {
    Type: 'AWS::ECS::Service',
    Properties: {
      LoadBalancers: [{ ContainerName: 'chat', ContainerPort: 8080, TargetGroupArn: { Ref: 'Group' } }],
      TaskDefinition: { Ref: 'Task' },
    },
  },
} satisfies HandMade['resources'];

type Name = keyof typeof resources;

/** With some properties of some resources changed. */
function handMade(changes: Partial<Record<Name, Properties>> = {}, more: Properties = {}): HandMade {
  const changed = Object.entries(resources).map(([id, resource]) => {
    const own = 'Properties' in resource ? resource.Properties : {};
    return [id, { ...resource, Properties: { ...own, ...new Map(Object.entries(changes)).get(id) } }];
  });
  return {
    properties: { Post: { Integration: { ...integration, ...more } } },
    resources: Object.fromEntries(changed),
  };
}

test('a container is read with its command, its files, its variables, and the value of its secret', () => {
  const { containers, methods } = readHandMade(handMade());
  const [container] = containers;
  expect(containers).toEqual([
    {
      id: 'Service',
      name: 'chat',
      command: ['node', 'index.mjs'],
      codePath: '/assembly/asset.def',
      environment: { PORT: '8080', ORIGIN: expect.stringMatching(/^[0-9a-f]{48}$/) },
      loadBalancer: 'Stack-Balancer',
      asks: { header: 'x-secret', values: [container?.environment['ORIGIN']] },
    },
  ]);
  expect(methods.map((method) => method.integration)).toEqual([
    {
      kind: 'private',
      containerId: 'Service',
      httpMethod: 'POST',
      path: '/things/{id}',
      headers: new Map([
        ['x-secret', `'${container?.environment['ORIGIN']}'`],
        ['x-request', 'context.requestId'],
      ]),
      pathParameters: new Map([['id', 'method.request.path.id']]),
      transferMode: 'STREAM',
      timeoutMs: 900_000,
    },
  ]);
});

test('a secret has another value with each start', () => {
  const read = () => readHandMade(handMade()).containers[0]?.environment['ORIGIN'];
  expect(read()).not.toBe(read());
});

describe('what can’t run here is refused at start, naming it', () => {
  test.each<[string, HandMade, string]>([
    ['a buffered integration', handMade({}, { ResponseTransferMode: 'BUFFERED' }), 'only transfer mode STREAM'],
    ['a longer timeout than AWS has', handMade({}, { TimeoutInMillis: 900_001 }), 'timeout 900001 ms is too long'],
    ['a load balancer of another stack', handMade({}, { IntegrationTarget: 'arn' }), 'load balancer arn leads to no'],
    [
      'a mapping with a colon, as AWS refuses it',
      handMade(
        {},
        { RequestParameters: { 'integration.request.header.a': 'context.authorizer.claims.cognito:groups' } },
      ),
      'the mapping context.authorizer.claims.cognito:groups is not supported',
    ],
    [
      'an image that is no asset',
      handMade({ Task: { ContainerDefinitions: [{ ...task, Image: 'node:24' }] } }),
      'image node:24',
    ],
    [
      'a task without its command',
      handMade({ Task: { ContainerDefinitions: [{ ...task, Command: [] }] } }),
      'says its command',
    ],
    [
      'a task of another program',
      handMade({ Task: { ContainerDefinitions: [{ ...task, Command: ['sh', '-c', 'node'] }] } }),
      'one of node',
    ],
    [
      'a task of two containers',
      handMade({ Task: { ContainerDefinitions: [task, task] } }),
      'only tasks of one container',
    ],
    [
      'a secret of somebody else’s',
      handMade({ Task: { ContainerDefinitions: [{ ...task, Secrets: [{ Name: 'A', ValueFrom: 'arn' }] }] } }),
      'secret arn has no value here',
    ],
    [
      'a rule that asks for a path',
      handMade({ Rule: { Conditions: [{ Field: 'path-pattern' }] } }),
      'may only ask for a header',
    ],
    [
      'a service that no rule leads to',
      handMade({ Rule: { Actions: [{ Type: 'forward', TargetGroupArn: 'other' }] } }),
      'no rule of a listener',
    ],
  ])('%s', (_what, given, why) => {
    expect(() => readHandMade(given)).toThrow(why);
  });
});
