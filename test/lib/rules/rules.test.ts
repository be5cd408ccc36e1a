import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { AspectPriority, Aspects, type Stack, Validations } from 'aws-cdk-lib';
import { CfnMethod, CfnRestApi, CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { expect, test } from 'vitest';
import { StreamingRules } from '../../../lib/rules/streaming-rules.ts';
import { TimeoutRule } from '../../../lib/rules/timeout-rule.ts';
import { createApp, createStack } from '../synthesize.ts';

/** One for all tests: each holds an engine in WASM memory that is never freed. */
const rules = new StreamingRules();

/** Synthesizes as `cdk synth` does, with every validation, after `breakIt`. */
function synthesize(breakIt: (stack: Stack) => void = () => {}, settings: Readonly<Record<string, unknown>> = {}) {
  const app = createApp();
  breakIt(createStack(app, { settings }));
  Validations.of(app).addPlugins(rules, new TimeoutRule());
  return app.synth();
}

/** Overrides `property` of the first streamed method, which the L2 construct does not allow. */
function overrideMethod(property: string, value: unknown) {
  return (stack: Stack) => {
    const methods = stack.node.findAll().filter((child) => child instanceof CfnMethod);
    methods.find(({ httpMethod }) => httpMethod === 'GET')!.addPropertyOverride(property, value);
  };
}

function overrideApi(property: string, value: unknown) {
  return (stack: Stack) => {
    const api = stack.node.findAll().find((child) => child instanceof CfnRestApi);
    api!.addPropertyOverride(property, value);
  };
}

function overrideStage(property: string, value: unknown) {
  return (stack: Stack) => {
    const stage = stack.node.findAll().find((child) => child instanceof CfnStage);
    stage!.addPropertyOverride(property, value);
  };
}

function overrideFunction(property: string, value: unknown) {
  return (stack: Stack) => {
    const handler = stack.node.findAll().find((child) => child instanceof CfnFunction);
    handler!.addPropertyOverride(property, value);
  };
}

const bufferedUri = (functionArn: unknown) => [
  ['arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/', functionArn, '/invocations'],
];

/** An additional policy that allows Bedrock on `resource`. */
const allowBedrock =
  (resource: unknown, action: unknown = 'bedrock:InvokeModelWithResponseStream') =>
  (stack: Stack) =>
    new CfnPolicy(stack, 'Broad', {
      policyName: 'Broad',
      roles: ['any'],
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
      },
    });

test('a default stack breaks no rule', () => {
  const report = path.join(synthesize().directory, 'validation-report.json');
  expect(JSON.parse(readFileSync(report, 'utf8')).pluginReports).toEqual([]);
});

test.each([
  ['at the edge and open', { endpoint: 'edge', access: 'open', waf: 'declined' }],
  ['with a firewall', { waf: { ipRate: 1000, callerRate: 300 } }],
  ['as a container', { backend: 'container' }],
  ['as a container without the internet', { backend: 'container', container: { network: 'endpoints' } }],
  [
    'as a container in a network that exists',
    {
      backend: 'container',
      access: 'cognito',
      plans: { standard: {}, team: {} },
      container: {
        tasks: { least: 2, most: 2 },
        network: {
          vpcId: 'vpc-0123456789abcdef0',
          subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
        },
      },
    },
  ],
  ['with a geographic profile', { models: { near: 'eu.anthropic.claude-sonnet-4-6' } }],
])('a stack passes every rule %s', (_, settings) => {
  expect(() => synthesize(undefined, settings)).not.toThrow();
});

test.each([
  ['STREAM_TIMEOUT', 'without a timeout', overrideMethod('Integration.TimeoutInMillis', undefined)],
  ['STREAM_TIMEOUT', 'over 15 minutes', overrideMethod('Integration.TimeoutInMillis', 900_001)],
  [
    'STREAM_URI',
    'the buffered URI, joined',
    overrideMethod('Integration.Uri', {
      'Fn::Join': ['', ...bufferedUri({ 'Fn::GetAtt': ['ChatFunctionD42E891B', 'Arn'] })],
    }),
  ],
  [
    'STREAM_URI',
    'the buffered URI, substituted',
    overrideMethod('Integration.Uri', { 'Fn::Sub': 'arn:${AWS::Region}/invocations' }),
  ],
  ['STREAM_URI', 'the buffered URI, plain', overrideMethod('Integration.Uri', bufferedUri('arn:x').flat().join(''))],
  ['STREAM_FUNCTION_OUTLIVES_INTEGRATION', 'a function that ends first', overrideFunction('Timeout', 60)],
  ['STREAM_FUNCTION_OUTLIVES_INTEGRATION', 'a function with Lambda’s default', overrideFunction('Timeout', undefined)],
  ['STREAM_PROXY_ONLY', 'no proxy integration', overrideMethod('Integration.Type', 'AWS')],
  [
    'STREAM_NO_RESPONSE_TEMPLATE',
    'a VTL response',
    overrideMethod('Integration.IntegrationResponses', [{ StatusCode: '200' }]),
  ],
  ['STREAM_NO_COMPRESSION', 'compression', overrideApi('MinimumCompressionSize', 0)],
  ['STREAM_NO_CACHE', 'a cache cluster', overrideStage('CacheClusterEnabled', true)],
  ['STREAM_NO_CACHE', 'a cached method', overrideStage('MethodSettings.0.CachingEnabled', true)],
  ['BEDROCK_NAMED_RESOURCES', 'Bedrock on everything', allowBedrock('*')],
  [
    'BEDROCK_NAMED_RESOURCES',
    'Bedrock on everything beside a model',
    allowBedrock(['arn:aws:bedrock:eu-west-1::foundation-model/amazon.x', '*']),
  ],
  [
    'BEDROCK_NAMED_RESOURCES',
    'Bedrock in every region',
    allowBedrock({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':bedrock:*::foundation-model/amazon.x']] }),
  ],
  [
    'BEDROCK_NAMED_RESOURCES',
    'every model',
    allowBedrock({ 'Fn::Sub': 'arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/*' }),
  ],
  [
    'BEDROCK_NAMED_RESOURCES',
    'any Bedrock action on everything',
    allowBedrock('*', ['logs:PutLogEvents', 'bedrock:*']),
  ],
  ['BEDROCK_NAMED_RESOURCES', 'any action at all on everything', allowBedrock('*', '*')],
] as const)('synth fails with %s on %s', (rule, _, breakIt) => {
  expect(() => synthesize(breakIt)).toThrow(rule);
});

test('synth fails with LINK_TARGET on a link that leads nowhere', () => {
  const breakIt = (stack: Stack) =>
    Aspects.of(stack).add(
      {
        visit: (node) => node instanceof CfnMethod && node.addPropertyDeletionOverride('Integration.IntegrationTarget'),
      },
      { priority: AspectPriority.READONLY },
    );
  expect(() => synthesize(breakIt, { backend: 'container' })).toThrow('LINK_TARGET');
});
