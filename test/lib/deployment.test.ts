import { MockIntegration, ResponseType, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import type { ChatStack } from '../../lib/chat-stack.ts';
import type { RoutedProtocol } from '../../lib/api/routes.ts';
import { buildStack, type StackOptions } from './synthesize.ts';

const routes: readonly RoutedProtocol[] = [
  { routes: [{ method: 'GET', path: '/' }], keyHeader: 'x-api-key', requestHeaders: [] },
];
const base: StackOptions = { protocols: routes };

/** API Gateway serves what was deployed, and CloudFormation deploys again only under a new id. */
function deploymentIdOf(options: StackOptions, change: (stack: ChatStack) => void = () => {}): string | undefined {
  const stack = buildStack(options);
  change(stack);
  return Object.keys(Template.fromStack(stack).findResources('AWS::ApiGateway::Deployment'))[0];
}

const withRoutes = (...protocols: readonly RoutedProtocol[]): StackOptions => ({ protocols });
const withSettings = (settings: Readonly<Record<string, unknown>>): StackOptions => ({ ...base, settings });
const apiOf = (stack: ChatStack) => stack.node.findAll().find((child) => child instanceof RestApi)!;

test('the same stack keeps its deployment', () => {
  expect(deploymentIdOf(base)).toBe(deploymentIdOf(base));
});

test.each<[string, StackOptions]>([
  ['the integration timeout', withSettings({ integrationTimeoutSeconds: 600 })],
  ['the one origin that preflight names', withSettings({ corsOrigins: 'https://example.com' })],
  ['the origins that preflight knows', withSettings({ corsOrigins: ['https://a.example', 'https://b.example'] })],
  ['who has access', withSettings({ access: 'open', waf: 'declined' })],
  ['the endpoint', withSettings({ endpoint: 'edge' })],
  ['a method', withRoutes({ routes: [{ method: 'POST', path: '/' }], keyHeader: 'x-api-key', requestHeaders: [] })],
  ['a path', withRoutes({ routes: [{ method: 'GET', path: '/chat' }], keyHeader: 'x-api-key', requestHeaders: [] })],
  [
    'a header that preflight allows',
    withRoutes({ routes: [{ method: 'GET', path: '/' }], keyHeader: 'x-api-key', requestHeaders: ['x-new'] }),
  ],
])('%s changes the deployment', (_, changed) => {
  expect(deploymentIdOf(changed)).not.toBe(deploymentIdOf(base));
});

test.each<[string, (api: RestApi, body: string) => void]>([
  [
    'a gateway response',
    (api, body) => {
      api.addGatewayResponse('More', { type: ResponseType.EXPIRED_TOKEN, templates: { 'application/json': body } });
    },
  ],
  [
    "a mock's body",
    (api, body) => {
      const responseTemplates = { 'application/json': body };
      const integration = new MockIntegration({ integrationResponses: [{ statusCode: '200', responseTemplates }] });
      api.root.addResource('more').addMethod('GET', integration);
    },
  ],
])('%s that changes changes the deployment', (_, add) => {
  const [one, other] = ['{"a":1}', '{"a":2}'].map((body) => deploymentIdOf(base, (stack) => add(apiOf(stack), body)));
  expect(one).not.toBe(other);
});

test('what API Gateway does not serve keeps the deployment', () => {
  expect(deploymentIdOf(withSettings({ memoryMb: 512, maxTokens: 100, ttftAlarmSeconds: 5 }))).toBe(
    deploymentIdOf(base),
  );
});
