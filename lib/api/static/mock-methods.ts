import { AuthorizationType, MockIntegration, PassthroughBehavior, type IResource } from 'aws-cdk-lib/aws-apigateway';
import { corsHeaders } from '../../../lambda/http/cors.ts';
import type { Settings } from '../../settings/settings.ts';
import { toAllowOriginTemplate } from './allow-origin-template.ts';
import { clientHeaders } from './client-headers.ts';
import { toErrorTemplate } from './error-body.ts';

interface MockAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** VTL. What it prints is the body. */
  readonly template?: string;
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

/** Sets a header that is not static, in VTL, as CDK's CORS templates do. */
const requestIdHeader = '#set($context.responseOverride.header.x-request-id="$context.requestId")';

/**
 * CORS preflight for the methods of one path. Not CDK's, which allows too few headers and gives a foreign page the name of the first
 * origin. A page that passes sends its request, and the answer costs money: so an origin that may not call must not pass.
 */
export function addPreflight(
  resource: IResource,
  corsOrigins: Settings['corsOrigins'],
  methods: readonly string[],
  protocolHeaders: readonly string[],
): void {
  const allowedHeaders = new Set([...clientHeaders, ...protocolHeaders.map((name) => name.toLowerCase())]);
  const { headers, template } = toPreflightOrigin(corsOrigins);
  addMock(resource, 'OPTIONS', {
    status: 204,
    headers: {
      ...headers,
      'access-control-allow-methods': methods.join(', '),
      'access-control-allow-headers': [...allowedHeaders].join(', '),
      'access-control-max-age': '7200',
    },
    ...(template !== undefined && { template }),
  });
}

/** Only several origins need a template: the name of a single one is of no use to the pages of others. */
function toPreflightOrigin(corsOrigins: Settings['corsOrigins']): Pick<MockAnswer, 'headers' | 'template'> {
  if (corsOrigins === '*') return { headers: corsHeaders() };
  const [first, ...others] = corsOrigins;
  if (others.length === 0) return { headers: corsHeaders(corsOrigins, first) };
  return { headers: corsHeaders(corsOrigins), template: toAllowOriginTemplate(corsOrigins) };
}

/** 405 for every other method of a known path. API Gateway itself would answer 403 and could echo a token. */
export function addMethodNotAllowed(resource: IResource, methods: readonly string[]): void {
  const allow = methods.join(', ');
  addMock(resource, 'ANY', {
    status: 405,
    headers: { ...corsHeaders(), allow },
    template: toErrorTemplate('method-not-allowed', `This path does not support this method. Allowed: ${allow}`),
  });
}

export function addNotFound(resource: IResource): void {
  addMock(resource, 'ANY', {
    status: 404,
    headers: corsHeaders(),
    template: toErrorTemplate('not-found', 'This path does not exist.'),
  });
}

/** A method that API Gateway answers itself, for everyone: browsers send no key with a preflight. */
function addMock(resource: IResource, httpMethod: string, { status, headers, template }: MockAnswer): void {
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
          responseTemplates: { 'application/json': [requestIdHeader, template].filter(Boolean).join('\n') },
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
