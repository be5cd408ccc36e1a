import { AuthorizationType, MockIntegration, PassthroughBehavior, type IResource } from 'aws-cdk-lib/aws-apigateway';
import { corsHeaders } from '../../lambda/http/cors.ts';
import { clientHeaders } from './client-headers.ts';
import { toErrorTemplate } from './error-body.ts';

interface MockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Without a template for its content type a request is answered 415 instead of what the mock says. */
const requestContentTypes = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/octet-stream',
  'text/event-stream',
];

/** Sets the one header of a mock that is not static, the way CDK's own CORS templates set theirs (VTL). */
const requestIdHeader = '#set($context.responseOverride.header.x-request-id="$context.requestId")';

/** CORS preflight for the methods of one path. Not CDK's: that one lists too few headers and writes VTL for origins. */
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

/** Every method that a known path has not. API Gateway alone would answer 403 and can echo a token. */
export function addMethodNotAllowed(resource: IResource, corsOrigin: string, methods: readonly string[]): void {
  const allow = methods.join(', ');
  addMock(resource, 'ANY', {
    status: 405,
    headers: { ...corsHeaders(corsOrigin), allow },
    body: toErrorTemplate('method-not-allowed', `This path has no such method. Allowed: ${allow}`),
  });
}

export function addNotFound(resource: IResource, corsOrigin: string): void {
  addMock(resource, 'ANY', {
    status: 404,
    headers: corsHeaders(corsOrigin),
    body: toErrorTemplate('not-found', 'There is no such path.'),
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
