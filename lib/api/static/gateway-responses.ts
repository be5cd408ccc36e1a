import { ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { corsHeaders } from '../../../lambda/http/cors.ts';
import { failures } from '../../../lambda/chat/failure.ts';
import { refusalsOf } from '../../access/refusals.ts';
import type { Settings } from '../../settings/settings.ts';
import { toErrorTemplate } from './error-body.ts';
import type { GatewayAnswer } from './gateway-answer.ts';

/**
 * What API Gateway answers when no method does. Static: Retry-After and the CORS origin can't be computed. API Gateway's
 * 403 for an unknown path or method becomes a 404. Where callers sign, that 403 is for a request without a signature, and says so.
 */
const answers: Readonly<Record<string, GatewayAnswer>> = {
  Default4xx: {
    type: ResponseType.DEFAULT_4XX,
    kind: 'invalid-request',
    message: 'API Gateway refused the request: check its path, headers and body.',
  },
  Default5xx: {
    type: ResponseType.DEFAULT_5XX,
    kind: 'internal',
    message: 'The API failed: try again. If it fails again, give its operator the request id.',
  },
  MissingAuthenticationToken: {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    kind: 'not-found',
    message: 'This path does not exist.',
  },
  ResourceNotFound: {
    type: ResponseType.RESOURCE_NOT_FOUND,
    status: 404,
    kind: 'not-found',
    message: 'This path does not exist.',
  },
  WafFiltered: {
    type: ResponseType.WAF_FILTERED,
    status: 403,
    kind: 'access-denied',
    message: 'A firewall rule refused the request: ask the operator of this API.',
  },
  // AWS's known issues: API Gateway does not apply this one yet. Until it does, clients get its own text and no CORS headers.
  RequestTooLarge: {
    type: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    kind: 'too-large',
    message: 'The request is larger than API Gateway or Lambda accepts: send less.',
  },
  UnsupportedMediaType: {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    status: 415,
    kind: 'unsupported-media-type',
    message: 'This path does not accept this method with this content type: docs/protocols.md lists every path.',
  },
  Throttled: {
    type: ResponseType.THROTTLED,
    status: 429,
    kind: 'throttled',
    message: 'Too many requests at once: try again in a moment.',
    headers: { 'retry-after': '1' },
  },
  IntegrationFailure: {
    type: ResponseType.INTEGRATION_FAILURE,
    status: 502,
    kind: 'internal',
    message: 'The backend failed, or could not be reached: try again.',
  },
  IntegrationTimeout: {
    type: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    kind: 'deadline',
    message: 'The answer took longer than this deployment allows, so it was ended: ask for a shorter one.',
  },
};

/**
 * Added through the L2 construct, so that any change to an answer changes the deployment's id: API Gateway serves only
 * what is deployed.
 *
 * Headers are literals: AWS's guide does not allow a `$context` variable as a header's value ("Set up gateway responses"),
 * and one refused mapping fails the deployment. The request's id is in the body.
 */
export function addGatewayResponses(api: RestApi, { access }: Pick<Settings, 'access'>): void {
  const all = { ...answers, ...refusalsOf[access] };
  for (const [id, { type, status, kind, message, headers }] of Object.entries(all)) {
    // The official SDKs retry by the status alone, unless they are told.
    const shouldRetry = String(failures[kind].retryable);
    // For the pages of every origin, whatever corsOrigins says: a literal can't name several, and without it a page sees a CORS error
    // instead of the 401 or 429. The texts say nothing about anybody (docs/decisions/0035).
    const literals = { ...corsHeaders(), 'x-should-retry': shouldRetry, ...headers };
    api.addGatewayResponse(id, {
      type,
      ...(status !== undefined && { statusCode: String(status) }),
      responseHeaders: Object.fromEntries(Object.entries(literals).map(([name, value]) => [name, `'${value}'`])),
      templates: { 'application/json': toErrorTemplate(kind, message) },
    });
  }
}
