import type { Assumption } from './assumption.ts';
import { gatewayGuide, knownIssues, gatewayResponses } from './sources.ts';

const quotas = `${gatewayGuide}/api-gateway-execution-service-limits-table.html`;
const passthrough = `${gatewayGuide}/integration-passthrough-behaviors.html`;

/** What API Gateway answers by itself: unknown paths, limits, mocks. */
export const aboutOwnAnswers = [
  {
    id: 'unknown-path-403',
    claim:
      'A path or method that the API does not have gets the gateway response MISSING_AUTHENTICATION_TOKEN: 403, unless the template sets another status.',
    evidence: 'documented',
    reference: gatewayResponses,
  },
  {
    id: 'unknown-stage-403',
    claim: 'A stage that does not exist gets 403 Forbidden. No gateway response of the template changes this.',
    evidence: 'undocumented',
  },
  {
    id: 'literal-path-first',
    claim: 'A literal path part is preferred to a {parameter}, a {parameter} to {proxy+}, and an exact method to ANY.',
    evidence: 'documented',
    reference: `${gatewayGuide}/api-gateway-set-up-method-using-console.html`,
  },
  {
    id: 'greedy-path-needs-a-part',
    claim: 'A {proxy+} resource does not match its parent path. A slash at the end of a path changes nothing.',
    evidence: 'undocumented',
  },
  {
    id: 'family-status-overrides',
    claim:
      'A status that is set on DEFAULT_4XX or DEFAULT_5XX is used for all gateway responses of that group that have none of their own.',
    evidence: 'documented',
    reference: gatewayResponses,
  },
  {
    id: 'header-limit-413',
    claim:
      'A request whose request line and header values are larger than 10,240 bytes gets the gateway response REQUEST_TOO_LARGE.',
    evidence: 'undocumented',
    reference: quotas,
  },
  {
    id: 'body-limit-413',
    claim: 'A request whose body is larger than 10 MB gets 413.',
    evidence: 'documented',
    reference: quotas,
  },
  {
    id: 'event-limit-413',
    claim: "A request whose event is larger than Lambda's limit of 6 MB gets the gateway response REQUEST_TOO_LARGE.",
    evidence: 'undocumented',
  },
  {
    id: 'too-large-unshaped',
    claim: 'No gateway response of the template changes the answer to a request that is too large.',
    evidence: 'documented',
    reference: knownIssues,
  },
  {
    id: 'mock-media-type-415',
    claim:
      'If a MOCK method has no template for the content type, and may not pass the body through, the client gets the gateway response UNSUPPORTED_MEDIA_TYPE.',
    evidence: 'documented',
    reference: passthrough,
  },
  {
    id: 'mock-content-type-default',
    claim: 'A MOCK method uses its application/json template for a request without Content-Type.',
    evidence: 'documented',
    reference: passthrough,
  },
  {
    id: 'mock-charset-ignored',
    claim: 'Parameters of a content type, such as charset, do not affect which template a MOCK method uses.',
    evidence: 'undocumented',
    reference: passthrough,
  },
  {
    id: 'mock-header-override',
    claim: 'A response template of a MOCK method can set a header through $context.responseOverride.header.',
    evidence: 'documented',
    reference: `${gatewayGuide}/apigateway-override-request-response-parameters.html`,
  },
  {
    id: 'mock-header-echo',
    claim:
      'A response template of a MOCK method can compare a request header with texts and send it back as a response header, as CDK’s preflight for several origins does.',
    evidence: 'seen in the field',
    reference: 'https://github.com/aws/aws-cdk/issues/30453',
  },
  {
    id: 'mock-header-spelling',
    claim:
      'A response template of a MOCK method finds a request header by its name as the client wrote it, and a header that is missing is the empty text.',
    evidence: 'undocumented',
    reference: `${gatewayGuide}/api-gateway-mapping-template-reference.html`,
  },
] as const satisfies readonly Assumption[];
