import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { toHandedOver } from '../../../lambda/entries/container/handed-over.ts';
import { waysIn } from '../../../lambda/access/way-in.ts';
import { buildTemplate } from '../synthesize.ts';
import { settingsOfWayIn } from '../settings-of-way-in.ts';

type Json = Readonly<Record<string, unknown>>;

const container = (settings: Json = {}): Template => buildTemplate({ settings: { backend: 'container', ...settings } });

const own = { vpcId: 'vpc-0123456789abcdef0', subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'] };

interface Integration {
  readonly Type: string;
  readonly RequestParameters: Readonly<Record<string, unknown>>;
  readonly [name: string]: unknown;
}

/** The private integrations, by their method's HTTP method and last part of the path. */
function integrationsOf(template: Template): readonly Integration[] {
  return Object.values(template.findResources('AWS::ApiGateway::Method'))
    .map(({ Properties: { Integration: integration } }): Integration => integration)
    .filter(({ Type: type }) => type === 'HTTP_PROXY');
}

const idsOf = (template: Template, type: string): readonly string[] => Object.keys(template.findResources(type));

describe('the way from API Gateway', () => {
  test('each route streams over the link to the load balancer, for up to 15 minutes', () => {
    const template = container();
    const integrations = integrationsOf(template);
    const functions = Object.values(buildTemplate().findResources('AWS::ApiGateway::Method')).filter(
      ({
        Properties: {
          Integration: { ResponseTransferMode: mode },
        },
      }) => mode === 'STREAM',
    );
    // The page's two paths, with two methods each, stay with their function.
    expect(integrations).toHaveLength(functions.length - 4);
    const [loadBalancer] = idsOf(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    const [link] = idsOf(template, 'AWS::ApiGatewayV2::VpcLink');
    for (const integration of integrations) {
      expect(integration).toMatchObject({
        ConnectionType: 'VPC_LINK',
        ConnectionId: { Ref: link },
        IntegrationTarget: { Ref: loadBalancer },
        ResponseTransferMode: 'STREAM',
        TimeoutInMillis: 900_000,
      });
    }
  });

  test.each(waysIn)('with access %s, what API Gateway knows is written over what a client sent', (wayIn) => {
    for (const { RequestParameters: parameters } of integrationsOf(container(settingsOfWayIn[wayIn]))) {
      const headers = Object.entries(toHandedOver(wayIn)).map(([name, from]) => [
        `integration.request.header.${name}`,
        from,
      ]);
      expect(parameters).toMatchObject(Object.fromEntries(headers));
      // A mapping takes no colon, so that groups can't be mapped.
      const mapped = Object.values(parameters).filter((from) => typeof from === 'string' && !from.startsWith("'"));
      expect(mapped.every((from) => /^(context|method\.request\.path)(\.\w+)+$/.test(String(from)))).toBe(true);
    }
  });

  test('parameters of a path go along', () => {
    const withParameter = integrationsOf(container({ cancel: 'on' })).filter(({ Uri: uri }) =>
      JSON.stringify(uri).includes('{'),
    );
    expect(withParameter.length).toBeGreaterThan(0);
    for (const { Uri: uri, RequestParameters: parameters } of withParameter) {
      for (const [, name = ''] of JSON.stringify(uri).matchAll(/\{(\w+)\}/g)) {
        expect(parameters[`integration.request.path.${name}`]).toBe(`method.request.path.${name}`);
      }
    }
  });

  test('credentials stay behind, but for the token that the container checks once more', () => {
    const sent = (settings: Json) =>
      integrationsOf(container(settings)).map(
        ({ RequestParameters: parameters }) => parameters['integration.request.header.authorization'],
      );
    expect(new Set(sent({}))).toEqual(new Set(["'-'"]));
    expect(new Set(sent({ access: 'cognito' }))).toEqual(new Set(["'-'"]));
    expect(new Set(sent({ access: 'cognito', plans: { standard: {}, team: {} } }))).toEqual(new Set([undefined]));
  });

  test('the load balancer passes on what has the secret of the integration, and 403 is its answer to all else', () => {
    const template = container();
    const [secret] = idsOf(template, 'AWS::SecretsManager::Secret');
    const before = '{{resolve:secretsmanager:';
    const after = ':SecretString:::}}';
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '403' } }],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Conditions: [
        {
          Field: 'http-header',
          HttpHeaderConfig: {
            HttpHeaderName: 'x-rivulet-origin',
            Values: [{ 'Fn::Join': ['', [before, { Ref: secret }, after]] }],
          },
        },
      ],
    });
    const [integration] = integrationsOf(template);
    expect(integration?.RequestParameters['integration.request.header.x-rivulet-origin']).toEqual({
      'Fn::Join': ['', [`'${before}`, { Ref: secret }, `${after}'`]],
    });
  });

  test('link, load balancer and tasks reach each other in this order, and nothing comes in from elsewhere', () => {
    const template = container();
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map(
      ({ Properties: { FromPort: port, CidrIp: range } }) => ({ port, range }),
    );
    expect(rules).toEqual([{ port: 80 }, { port: 8080 }]);
    for (const { Properties: group } of Object.values(template.findResources('AWS::EC2::SecurityGroup'))) {
      expect(group.SecurityGroupIngress).toBeUndefined();
    }
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Scheme: 'internal',
      LoadBalancerAttributes: Match.arrayWith([
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
        { Key: 'routing.http.desync_mitigation_mode', Value: 'defensive' },
      ]),
    });
  });

  test('the load balancer is not the first to cut a silent answer', () => {
    container().hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'idle_timeout.timeout_seconds', Value: '360' }]),
    });
  });
});

describe('the deployment', () => {
  const deploymentOf = (settings: Json = {}) => idsOf(container(settings), 'AWS::ApiGateway::Deployment')[0];

  test('gets another id when the integration is another', () => {
    expect(deploymentOf()).toBe(deploymentOf());
    expect(deploymentOf()).not.toBe(idsOf(buildTemplate(), 'AWS::ApiGateway::Deployment')[0]);
    expect(deploymentOf({ integrationTimeoutSeconds: 600 })).not.toBe(deploymentOf());
  });

  test('gets another id with other subnets, though no method differs: the link is made anew', () => {
    const [first = '', second = ''] = own.subnetIds;
    const inSubnets = (subnetIds: readonly string[]) => ({ container: { network: { ...own, subnetIds } } });
    const third = 'subnet-0123456789abcdef2';
    expect(integrationsOf(container(inSubnets([first, second])))).toEqual(
      integrationsOf(container(inSubnets([first, third]))),
    );
    expect(deploymentOf(inSubnets([first, second]))).not.toBe(deploymentOf(inSubnets([first, third])));
  });

  test('shares nothing but the task with one in another network: none of the rest can move', () => {
    const kinds = ['nat', 'endpoints', own].map((network) => container({ container: { network } }));
    const idsIn = (template: Template) =>
      ['EC2::VPC', 'ElasticLoadBalancingV2::LoadBalancer', 'ApiGatewayV2::VpcLink', 'ECS::Service'].flatMap((type) =>
        idsOf(template, `AWS::${type}`),
      );
    const all = kinds.flatMap(idsIn);
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(kinds.flatMap((template) => idsOf(template, 'AWS::ECS::TaskDefinition'))).size).toBe(1);
  });

  test('waits until tasks can answer', () => {
    const template = container();
    const [deployment] = Object.values(template.findResources('AWS::ApiGateway::Deployment'));
    expect(deployment?.['DependsOn']).toEqual(expect.arrayContaining([...idsOf(template, 'AWS::ECS::Service')]));
  });

  test.each(['key', 'cognito'] as const)('between function and container, URL, %s and names stay', (access) => {
    const kept = [
      'ApiGateway::RestApi',
      'ApiGateway::Stage',
      'ApiGateway::ApiKey',
      'ApiGateway::UsagePlan',
      'ApiGateway::UsagePlanKey',
      'Cognito::UserPool',
      'Cognito::UserPoolClient',
      'DynamoDB::Table',
    ];
    const settings = { ...settingsOfWayIn[access], cancel: 'on' };
    const [one, other] = [buildTemplate({ settings }), container(settings)];
    for (const type of kept) expect(idsOf(one, `AWS::${type}`)).toEqual(idsOf(other, `AWS::${type}`));
    expect(one.toJSON()['Outputs']).toEqual(other.toJSON()['Outputs']);
  });

  test('cuts no answer: new tasks come first, and old ones have as long as the longest answer', () => {
    const template = container({ integrationTimeoutSeconds: 600 });
    template.hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        MinimumHealthyPercent: 100,
        MaximumPercent: 200,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckPath: '/health',
      TargetGroupAttributes: Match.arrayWith([
        { Key: 'deregistration_delay.timeout_seconds', Value: '600' },
        { Key: 'load_balancing.algorithm.type', Value: 'least_outstanding_requests' },
      ]),
    });
  });
});

describe('a task', () => {
  test('runs the bundle on ARM, as nobody in particular, with a file system that it can’t write', () => {
    const template = container({ container: { vcpu: 0.5, memoryGb: 1, streams: 200 } });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Cpu: '512',
      Memory: '1024',
      RuntimePlatform: { CpuArchitecture: 'ARM64' },
      ContainerDefinitions: [
        Match.objectLike({
          Command: ['node', '--max-old-space-size=256', 'index.mjs'],
          ReadonlyRootFilesystem: true,
          StopTimeout: 120,
          Environment: [
            { Name: 'POWERTOOLS_SERVICE_NAME', Value: 'rivulet-dev' },
            { Name: 'AWS_REGION', Value: { Ref: 'AWS::Region' } },
            { Name: 'HOST', Value: '0.0.0.0' },
            { Name: 'PORT', Value: '8080' },
            { Name: 'RIVULET_MOST_STREAMS', Value: '200' },
            { Name: 'RIVULET_MOST_BODY_BYTES', Value: String(1024 ** 3 / 8) },
          ],
          LogConfiguration: {
            LogDriver: 'awslogs',
            Options: Match.objectLike({
              'awslogs-group': { Ref: Match.stringLikeRegexp('Logs') },
              mode: 'non-blocking',
            }),
          },
        }),
      ],
    });
  });

  test('may do what the function may, and nothing else', () => {
    const statements = (template: Template, role: RegExp) =>
      Object.entries(template.findResources('AWS::IAM::Policy'))
        .filter(([id]) => role.test(id))
        .flatMap(([, { Properties: policy }]): Json[] => policy.PolicyDocument.Statement);
    const settings = {
      cancel: 'on',
      guardrail: { create: {} },
      knowledge: { docs: { model: 'haiku', from: { id: 'KB12345678' } } },
    };
    const ofTask = statements(container(settings), /^ContainerTaskRole/);
    const ofFunction = statements(buildTemplate({ settings }), /^ChatRole/);
    const platform = /"(logs|xray):/;
    expect(ofTask.length).toBeGreaterThan(3);
    expect(ofTask).toEqual(ofFunction.filter((statement) => !platform.test(JSON.stringify(statement))));
  });

  test('knows the user pool where groups say which plan somebody has, and only there', () => {
    const issuerOf = (settings: Json) =>
      JSON.stringify(container(settings).findResources('AWS::ECS::TaskDefinition')).includes('RIVULET_USERS_ISSUER');
    expect(issuerOf({ access: 'cognito', plans: { standard: {}, team: {} } })).toBe(true);
    expect(issuerOf({ access: 'cognito' })).toBe(false);
    expect(issuerOf({})).toBe(false);
  });
});

describe('how many tasks there are', () => {
  test('is watched: fewer than the least are an alarm, also when nothing is known of them', () => {
    container({ container: { tasks: { least: 2, most: 6 } } }).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'HealthyHostCount',
      Threshold: 2,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
  });

  test('follows the answers at once, and full tasks are told', () => {
    const template = container({ container: { streams: 100, tasks: { least: 2, most: 6 } } });
    // Else a deployment would set back what the answers have asked for.
    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: Match.absent() });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 2, MaxCapacity: 6 });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 60,
        CustomizedMetricSpecification: {
          Namespace: 'Rivulet',
          MetricName: 'Streams',
          Dimensions: [{ Name: 'service', Value: 'rivulet-dev' }],
          Statistic: 'Average',
        },
      },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Streams',
      Threshold: 90,
      Statistic: 'Maximum',
    });
  });

  test('is fixed where least is most', () => {
    const template = container({ container: { tasks: { least: 3, most: 3 } } });
    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: 3 });
    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
  });
});

describe('the network', () => {
  test('nat: one gateway for two zones, and what costs nothing goes another way', () => {
    const template = container({ cancel: 'on' });
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
    template.resourceCountIs('AWS::EC2::Subnet', 4);
    // S3 and DynamoDB.
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 2);
  });

  test('endpoints: no way to the internet, and one to each service that is called', () => {
    const template = container({ container: { network: 'endpoints' } });
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    const endpoints = Object.values(template.findResources('AWS::EC2::VPCEndpoint'));
    const listed = JSON.stringify(endpoints.map(({ Properties: { ServiceName: name } }): unknown => name));
    const called = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager', 'bedrock-runtime', 's3', 'dynamodb'];
    expect(endpoints).toHaveLength(called.length);
    for (const name of called) expect(listed).toContain(`.${name}"`);
  });

  test('one that exists is taken as it is', () => {
    const template = container({ container: { network: own } });
    template.resourceCountIs('AWS::EC2::VPC', 0);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 0);
    template.hasResourceProperties('AWS::ApiGatewayV2::VpcLink', { SubnetIds: own.subnetIds });
    template.hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: own.subnetIds, AssignPublicIp: 'DISABLED' } },
    });
  });
});

test('a stack with a function has nothing of a container, and one with a container no chat function', () => {
  const types = Object.values<{ readonly Type: string }>(buildTemplate().toJSON()['Resources']).map(({ Type }) => Type);
  expect(types.filter((type) => /ECS|EC2|LoadBalancing|V2::VpcLink|AutoScaling|SecretsManager/.test(type))).toEqual([]);
  expect(idsOf(container({ webPage: 'none' }), 'AWS::Lambda::Function')).toEqual([
    expect.stringMatching(/^ChatApiKeys/),
  ]);
});
