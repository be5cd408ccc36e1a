import type { Template } from 'aws-cdk-lib/assertions';
import type { RoutedProtocol } from '../../lib/api/routes.ts';
import { buildTemplate, type StackOptions } from './synthesize.ts';

/** A protocol whose path is the root, and one with path parts in between that have no methods. */
export const chat: RoutedProtocol = {
  routes: [
    { method: 'GET', path: '/' },
    { method: 'POST', path: '/' },
    { method: 'POST', path: '/v1/chat/completions' },
  ],
  keyHeader: 'x-api-key',
  requestHeaders: ['X-My-Header', 'accept'],
};

interface MockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly hasRequestId: boolean;
  readonly body: unknown;
}

export interface MethodProperties {
  readonly HttpMethod: string;
  readonly ResourceId: { readonly Ref?: string };
  readonly Integration: {
    readonly Type: string;
    readonly Uri?: unknown;
    readonly TimeoutInMillis?: number;
    readonly PassthroughBehavior?: string;
    readonly RequestTemplates?: Readonly<Record<string, string>>;
    readonly IntegrationResponses?: readonly {
      readonly StatusCode: string;
      readonly ResponseParameters: Readonly<Record<string, string>>;
      readonly ResponseTemplates: Readonly<Record<string, string>>;
    }[];
  };
  readonly MethodResponses?: readonly { readonly ResponseParameters: Readonly<Record<string, boolean>> }[];
}

interface ResourceProperties {
  readonly ParentId: { readonly Ref?: string };
  readonly PathPart: string;
}

export function resourcesOf<Properties>(template: Template, type: string): readonly [string, Properties][] {
  const found = Object.entries(template.findResources(`AWS::ApiGateway::${type}`));
  return found.map(([id, resource]) => [id, resource['Properties']]);
}

/** `GET /path` → the method. Without the chat page, unless the settings ask for it. */
export function methodsOf({ settings, ...options }: StackOptions = {}): ReadonlyMap<string, MethodProperties> {
  const template = buildTemplate({ protocols: [chat], settings: { webPage: 'none', ...settings }, ...options });
  const resources = new Map(resourcesOf<ResourceProperties>(template, 'Resource'));
  const pathOf = (id: string | undefined): string => {
    const resource = id === undefined ? undefined : resources.get(id);
    return resource ? `${pathOf(resource.ParentId.Ref)}/${resource.PathPart}` : '';
  };
  return new Map(
    resourcesOf<MethodProperties>(template, 'Method').map(([, method]) => [
      `${method.HttpMethod} ${pathOf(method.ResourceId.Ref) || '/'}`,
      method,
    ]),
  );
}

/** The methods that API Gateway answers by itself. */
export function mocksOf(options: StackOptions = {}): readonly [string, MethodProperties][] {
  return [...methodsOf(options)].filter(([, { Integration }]) => Integration.Type === 'MOCK');
}

/** What a mock answers, its template's x-request-id line read as API Gateway does. */
export function answerOf(method: MethodProperties | undefined): MockAnswer {
  const response = method?.Integration.IntegrationResponses?.[0];
  const declared = method?.MethodResponses?.[0]?.ResponseParameters;
  if (!response || !declared) throw new Error('not a mock');
  const [requestId, ...body] = response.ResponseTemplates['application/json']?.split('\n') ?? [];
  return {
    status: Number(response.StatusCode),
    headers: Object.fromEntries(
      Object.entries(response.ResponseParameters)
        .filter(([name]) => declared[name])
        .map(([name, value]) => [name.replace('method.response.header.', ''), value.slice(1, -1)]),
    ),
    hasRequestId: requestId === '#set($context.responseOverride.header.x-request-id="$context.requestId")',
    body: body.length === 0 ? undefined : JSON.parse(body.join('\n')),
  };
}
