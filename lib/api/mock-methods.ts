import { AuthorizationType, MockIntegration, PassthroughBehavior, type IResource } from 'aws-cdk-lib/aws-apigateway';
import { corsHeaders } from '../../lambda/http/cors.ts';
import { clientHeaders } from './client-headers.ts';
import { toErrorTemplate } from './error-body.ts';

interface MockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request without a template for its content type gets a 415 instead of the mock's answer. */
const requestContentTypes = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/octet-stream',
  'text/event-stream',
];

/** Sets the only header of a mock that is not static, in VTL, as CDK's CORS templates do. */
const requestIdHeader = '#set($context.responseOverride.header.x-request-id="$context.requestId")';

/** CORS preflight for the methods of one path. Not CDK's, which allows too few headers and writes VTL for origins. */
export function addPreflight(
  resource: IResource,
  corsOrigin: string,
  methods: readonly string[],
  protocolHeaders: readonly string[],
): void {
  const allowedHeaders = new Set([...clientHeaders, ...protocolHeaders.map((name) => name.toLowerCase())]);
  addMock(resource, 'OPTIONS', {
    status: 204,
    headers: {
      ...corsHeaders(corsOrigin),
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': [...allowedHeaders].join(', '),
      'access-control-max-age': '7200',
    },
  });
}

/** 405 for every other method of a known path. API Gateway itself would answer 403 and could echo a token. */
export function addMethodNotAllowed(resource: IResource, corsOrigin: string, methods: readonly string[]): void {
  const allow = methods.join(', ');
  addMock(resource, 'ANY', {
    status: 405,
    headers: { ...corsHeaders(corsOrigin), allow },
    body: toErrorTemplate('method-not-allowed', `This path does not support this method. Allowed: ${allow}`),
  });
}

export function addNotFound(resource: IResource, corsOrigin: string): void {
  addMock(resource, 'ANY', {
    status: 404,
    headers: corsHeaders(corsOrigin),
    body: toErrorTemplate('not-found', 'This path does not exist.'),
  });
}

/** A method that API Gateway answers itself, for everyone: browsers send no key with a preflight. */
function addMock(resource: IResource, httpMethod: string, { status, headers, body }: MockAnswer): void {
  const statusCode = String(status);
  const names = Object.entries(headers).map(
    ([name, value]) => [`method.response.header.${name}`, `'${value}'`] as const,
  );
  resource.addMethod(
    httpMethod,
    new MockIntegration({
      passthroughBehavior: PassthroughBehavior.NEVER,
      requestTemplates: Object.fromEntries(requestContentTypes.map((type) => [type, `{"statusCode": ${status}}`])),
      integrationResponses: [
        {
          statusCode,
          responseParameters: Object.fromEntries(names),
          responseTemplates: { 'application/json': [requestIdHeader, body].filter(Boolean).join('\n') },
        },
      ],
    }),
    {
      authorizationType: AuthorizationType.NONE,
      apiKeyRequired: false,
      methodResponses: [
        { statusCode, responseParameters: Object.fromEntries(names.map(([parameter]) => [parameter, true])) },
      ],
    },
  );
}
