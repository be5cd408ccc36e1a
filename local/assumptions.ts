/** Something about AWS that the local stage relies on. */
export interface Assumption {
  readonly id: string;
  readonly claim: string;
  /** `documented`: AWS documents it. `seen in the field`: a deployment did so. `undocumented`: no source is known. */
  readonly evidence: 'documented' | 'seen in the field' | 'undocumented';
  /** AWS's page, or who saw it. For `undocumented`, the page that comes closest. */
  readonly reference?: string;
}

const gatewayGuide = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const lambdaGuide = 'https://docs.aws.amazon.com/lambda/latest/dg';
const streaming = `${gatewayGuide}/response-transfer-mode.html`;
const streamingLambda = `${gatewayGuide}/response-transfer-mode-lambda.html`;
const troubleshooting = `${gatewayGuide}/response-streaming-troubleshoot.html`;
const knownIssues = `${gatewayGuide}/api-gateway-known-issues.html`;
const quotas = `${gatewayGuide}/api-gateway-execution-service-limits-table.html`;
const gatewayResponses = `${gatewayGuide}/supported-gateway-response-types.html`;
const passthrough = `${gatewayGuide}/integration-passthrough-behaviors.html`;
const throttling = `${gatewayGuide}/api-gateway-request-throttling.html`;
const lambdaErrors = `${lambdaGuide}/services-apigateway-errors.html`;
const tanstack = 'TanStack Start on a REST API in STREAM mode, eu-west-2, 6 August 2026';

export const assumptions = [
  {
    id: 'headers-before-content',
    claim: 'A streamed answer gets its status and headers as soon as the metadata and its eight NULs have arrived.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'chunks-in-step',
    claim: 'Each write of the function reaches the client before the next, and nothing in between collects them.',
    evidence: 'seen in the field',
    reference: tanstack,
  },
  {
    id: 'refusal-keeps-status',
    claim: 'The status in the metadata is the status the client sees, 4XX and 5XX included.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'malformed-stream-500',
    claim:
      'A stream without metadata or delimiter in its first 16 KB is answered 500, shaped by DEFAULT_5XX; deployments showed 502, too.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'plain-function-behind-stream',
    claim: 'A function that does not stream, behind a STREAM integration, is answered 500.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'streaming-function-behind-buffered',
    claim:
      'A streaming function behind a BUFFERED integration is answered with its status and headers and without its body.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'failure-before-headers-502',
    claim: 'A function that throws, exits or runs out of its own time before the delimiter is answered 502.',
    evidence: 'documented',
    reference: lambdaErrors,
  },
  {
    id: 'function-throttled-500',
    claim: 'A function without a free execution environment is answered 500.',
    evidence: 'documented',
    reference: lambdaErrors,
  },
  {
    id: 'failure-after-headers-cuts',
    claim:
      'A function that fails after the delimiter leaves the client with a connection cut in the middle of the body.',
    evidence: 'undocumented',
  },
  {
    id: 'timeout-cuts-stream',
    claim: 'An integration timeout after the headers cuts the connection; before them it is a 504.',
    evidence: 'undocumented',
    reference: troubleshooting,
  },
  {
    id: 'timeout-covers-whole-stream',
    claim: 'The integration timeout covers the whole streamed answer, not only the wait for its first byte.',
    evidence: 'undocumented',
    reference: troubleshooting,
  },
  {
    id: 'idle-limit-cuts-stream',
    claim: 'A stream that is silent for 5 minutes (Regional) or 30 seconds (edge-optimized) is cut.',
    evidence: 'documented',
    reference: streaming,
  },
  {
    id: 'idle-limit-counts-integration',
    claim: 'Only the silence of the integration counts against the idle limit, not a client that reads slowly.',
    evidence: 'undocumented',
  },
  {
    id: 'idle-limit-before-headers',
    claim: 'The idle limit runs from the start of the integration and is a 504 while no headers are out.',
    evidence: 'undocumented',
  },
  {
    id: 'stream-rate',
    claim: 'API Gateway passes the first 10 MB of a streamed answer at full speed and the rest at 2 MB/s.',
    evidence: 'documented',
    reference: streaming,
  },
  {
    id: 'lambda-stream-rate',
    claim: 'Lambda passes the first 6 MB of a streamed answer at full speed, the rest at 2 MB/s, and 200 MB in all.',
    evidence: 'documented',
    reference: `${lambdaGuide}/configuration-response-streaming.html`,
  },
  {
    id: 'backpressure-reaches-function',
    claim: 'A client that reads slowly makes the writes of the function wait.',
    evidence: 'undocumented',
  },
  {
    id: 'client-gone-untold',
    claim: 'The function is not told that the client has gone; it may run to its end and is billed.',
    evidence: 'documented',
    reference: streaming,
  },
  {
    id: 'content-length-kept',
    claim: 'A Content-Length of a streaming function reaches the client; an answer without one is chunked.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'connection-headers-dropped',
    claim: 'Connection, Keep-Alive, Proxy-Authenticate, TE, Trailer and Upgrade of a function do not reach the client.',
    evidence: 'undocumented',
  },
  {
    id: 'stream-bytes-untouched',
    claim: 'Bytes that are no text pass through a streamed answer as they are, and Content-Encoding with them.',
    evidence: 'documented',
    reference: streaming,
  },
  {
    id: 'default-content-type',
    claim:
      "An answer without a content type gets application/json; of streams that is not said, so Rivulet's always have one.",
    evidence: 'documented',
    reference: knownIssues,
  },
  {
    id: 'content-type-kept',
    claim:
      'The content type of a streaming function reaches the client as it is, also on a redirect, HEAD, 204 and 304.',
    evidence: 'undocumented',
    reference: streamingLambda,
  },
  {
    id: 'bodyless-stream-ends',
    claim:
      'A streamed answer that has no body (204, 304, HEAD) arrives and ends when the function writes zero bytes and ends.',
    evidence: 'seen in the field',
    reference: 'https://github.com/SalesforceCommerceCloud/b2c-developer-tooling/pull/649',
  },
  {
    id: 'streamed-redirect',
    claim: 'A streamed redirect arrives with its status, its Location and its body.',
    evidence: 'seen in the field',
    reference: tanstack,
  },
  {
    id: 'mode-logged-as-stream',
    claim: 'The access log has STREAM as the response transfer mode of a stream, where the guide says STREAMED.',
    evidence: 'seen in the field',
    reference: 'the access log of a deployment, 21 August 2026',
  },
  {
    id: 'unknown-path-403',
    claim:
      'A path or method the API does not have is answered as MISSING_AUTHENTICATION_TOKEN, 403 unless the template says otherwise.',
    evidence: 'documented',
    reference: gatewayResponses,
  },
  {
    id: 'unknown-stage-403',
    claim: 'A stage that does not exist is answered 403 Forbidden, whatever the gateway responses say.',
    evidence: 'undocumented',
  },
  {
    id: 'literal-path-first',
    claim: 'Literal path parts win over {parameters}, those over {proxy+}, and the exact verb over ANY.',
    evidence: 'documented',
    reference: `${gatewayGuide}/api-gateway-set-up-method-using-console.html`,
  },
  {
    id: 'greedy-path-needs-a-part',
    claim: 'A {proxy+} resource does not match its parent path, and a slash at the end of a path changes nothing.',
    evidence: 'undocumented',
  },
  {
    id: 'family-status-overrides',
    claim: 'A status set on DEFAULT_4XX or DEFAULT_5XX holds for every type of that family that sets none.',
    evidence: 'documented',
    reference: gatewayResponses,
  },
  {
    id: 'header-limit-413',
    claim: 'Request line and header values over 10,240 bytes are answered as REQUEST_TOO_LARGE.',
    evidence: 'undocumented',
    reference: quotas,
  },
  {
    id: 'body-limit-413',
    claim: 'A body over 10 MB is answered 413.',
    evidence: 'documented',
    reference: quotas,
  },
  {
    id: 'event-limit-413',
    claim: 'An event over the 6 MB that Lambda takes is answered as REQUEST_TOO_LARGE.',
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
      'A MOCK method without a template for the content type is answered as UNSUPPORTED_MEDIA_TYPE when it passes nothing through.',
    evidence: 'documented',
    reference: passthrough,
  },
  {
    id: 'mock-content-type-default',
    claim: "A request without Content-Type uses a MOCK method's application/json template.",
    evidence: 'documented',
    reference: passthrough,
  },
  {
    id: 'mock-charset-ignored',
    claim: 'Parameters of a content type, such as charset, do not matter to which template a MOCK method uses.',
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
    id: 'preflight-needs-no-key',
    claim: 'A MOCK method without a key requirement answers OPTIONS whatever the other methods of its path require.',
    evidence: 'documented',
    reference: `${gatewayGuide}/how-to-cors.html`,
  },
  {
    id: 'key-before-throttle',
    claim: 'An unknown API key is refused before any throttle counts it.',
    evidence: 'undocumented',
    reference: throttling,
  },
  {
    id: 'plan-before-stage',
    claim: "The usage plan's throttle is asked before the stage's.",
    evidence: 'documented',
    reference: throttling,
  },
  {
    id: 'throttled-uses-no-quota',
    claim: 'A throttled request uses up none of the quota of its key.',
    evidence: 'undocumented',
  },
  {
    id: 'quota-calendar',
    claim: 'A quota starts anew with each calendar day, week (from Sunday) or month in UTC.',
    evidence: 'undocumented',
  },
  {
    id: 'authorizer-cache-per-identity',
    claim:
      'An authorizer answer is kept by the values of all its identity sources and its policy is applied to each method anew.',
    evidence: 'documented',
    reference: `${gatewayGuide}/configure-api-gateway-lambda-authorization-with-console.html`,
  },
  {
    id: 'authorizer-needs-identity',
    claim: 'A request that lacks an identity source is answered 401 without asking the authorizer.',
    evidence: 'documented',
    reference: `${gatewayGuide}/apigateway-use-lambda-authorizer.html`,
  },
  {
    id: 'authorizer-without-cache',
    claim: 'A REQUEST authorizer without a cache needs no identity source and is asked at each request.',
    evidence: 'documented',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html',
  },
  {
    id: 'init-is-billed',
    claim: 'Billed Duration includes the init phase of a cold start.',
    evidence: 'documented',
    reference: 'https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/',
  },
  {
    id: 'environment-reuse',
    claim: 'An environment that has just answered takes the next request, and one process runs one request at a time.',
    evidence: 'undocumented',
  },
] as const satisfies readonly Assumption[];

export type KnownAssumption = (typeof assumptions)[number];
