/** Something about AWS that the local stage acts on. */
export interface Assumption {
  readonly id: string;
  readonly claim: string;
  /** `documented`: AWS's documentation says so. `assumed`: it doesn't, or not clearly. */
  readonly source: 'documented' | 'assumed';
  readonly reference?: string;
}

const gatewayGuide = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const lambdaGuide = 'https://docs.aws.amazon.com/lambda/latest/dg';
const streaming = `${gatewayGuide}/response-transfer-mode.html`;
const streamingLambda = `${gatewayGuide}/response-transfer-mode-lambda.html`;
const quotas = `${gatewayGuide}/api-gateway-execution-service-limits-table.html`;
const gatewayResponses = `${gatewayGuide}/supported-gateway-response-types.html`;

export const assumptions = [
  {
    id: 'headers-before-content',
    claim: 'A streamed answer gets its status and headers as soon as the metadata and its eight NULs have arrived.',
    source: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'chunks-in-step',
    claim: 'Each write of the function reaches the client before the next, and nothing in between collects them.',
    source: 'assumed',
  },
  {
    id: 'refusal-keeps-status',
    claim: 'The status in the metadata is the status the client sees, 4XX and 5XX included.',
    source: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'malformed-answer-502',
    claim: 'A stream without metadata or delimiter in its first 16 KB is answered 502, shaped by DEFAULT_5XX.',
    source: 'assumed',
  },
  {
    id: 'failure-before-headers-502',
    claim: 'A function that throws, exits or runs out of its own time before the delimiter is answered 502.',
    source: 'assumed',
  },
  {
    id: 'failure-after-headers-cuts',
    claim:
      'A function that fails after the delimiter leaves the client with a connection cut in the middle of the body.',
    source: 'assumed',
  },
  {
    id: 'timeout-cuts-stream',
    claim: 'An integration timeout after the headers cuts the connection; before them it is a 504.',
    source: 'assumed',
  },
  {
    id: 'timeout-covers-whole-stream',
    claim: 'The integration timeout covers the whole streamed answer, not only the wait for its first byte.',
    source: 'assumed',
  },
  {
    id: 'idle-limit-cuts-stream',
    claim: 'A stream that is silent for 5 minutes (Regional) or 30 seconds (edge-optimized) is cut.',
    source: 'documented',
    reference: streaming,
  },
  {
    id: 'idle-limit-counts-integration',
    claim: 'Only the silence of the integration counts against the idle limit, not a client that reads slowly.',
    source: 'assumed',
  },
  {
    id: 'idle-limit-before-headers',
    claim: 'The idle limit runs from the start of the integration and is a 504 while no headers are out.',
    source: 'assumed',
  },
  {
    id: 'stream-rate',
    claim: 'API Gateway passes the first 10 MB of a streamed answer at full speed and the rest at 2 MB/s.',
    source: 'documented',
    reference: streaming,
  },
  {
    id: 'lambda-stream-rate',
    claim: 'Lambda passes the first 6 MB of a streamed answer at full speed, the rest at 2 MB/s, and 200 MB in all.',
    source: 'documented',
    reference: `${lambdaGuide}/configuration-response-streaming.html`,
  },
  {
    id: 'backpressure-reaches-function',
    claim: 'A client that reads slowly makes the writes of the function wait.',
    source: 'assumed',
  },
  {
    id: 'client-gone-untold',
    claim: 'The function is not told that the client has gone; it may run to its end and is billed.',
    source: 'documented',
    reference: streaming,
  },
  {
    id: 'connection-headers-dropped',
    claim:
      'Connection, Content-Length, Keep-Alive, Proxy-Authenticate, TE, Trailer, Transfer-Encoding and Upgrade of a function do not reach the client.',
    source: 'assumed',
  },
  {
    id: 'stream-bytes-untouched',
    claim: 'Bytes that are no text pass through a streamed answer as they are, and Content-Encoding with them.',
    source: 'assumed',
  },
  {
    id: 'default-content-type',
    claim: 'An answer without a content type gets application/json, streamed or not.',
    source: 'assumed',
  },
  {
    id: 'streaming-function-behind-buffered',
    claim: 'A streaming function behind a BUFFERED integration is answered 502.',
    source: 'assumed',
  },
  {
    id: 'plain-function-behind-stream',
    claim: 'A function that does not stream, behind a STREAM integration, is answered 502.',
    source: 'assumed',
  },
  {
    id: 'function-throttled-500',
    claim: 'A function without a free execution environment is answered 500.',
    source: 'assumed',
  },
  {
    id: 'unknown-path-403',
    claim:
      'A path or method the API does not have is answered as MISSING_AUTHENTICATION_TOKEN, 403 unless the template says otherwise.',
    source: 'documented',
    reference: gatewayResponses,
  },
  {
    id: 'unknown-stage-403',
    claim: 'A stage that does not exist is answered 403 Forbidden, whatever the gateway responses say.',
    source: 'assumed',
  },
  {
    id: 'literal-path-first',
    claim: 'Literal path parts win over {parameters}, those over {proxy+}, and the exact verb over ANY.',
    source: 'documented',
    reference: `${gatewayGuide}/api-gateway-set-up-method-using-console.html`,
  },
  {
    id: 'greedy-path-needs-a-part',
    claim: 'A {proxy+} resource does not match its parent path, and a slash at the end of a path changes nothing.',
    source: 'assumed',
  },
  {
    id: 'family-status-overrides',
    claim: 'A status set on DEFAULT_4XX or DEFAULT_5XX holds for every type of that family that sets none.',
    source: 'documented',
    reference: gatewayResponses,
  },
  {
    id: 'header-limit-413',
    claim: 'Request line and header values over 10,240 bytes are answered as REQUEST_TOO_LARGE.',
    source: 'assumed',
    reference: quotas,
  },
  {
    id: 'body-limit-413',
    claim: 'A body over 10 MB, or an event over the 6 MB that Lambda takes, is answered as REQUEST_TOO_LARGE.',
    source: 'assumed',
    reference: quotas,
  },
  {
    id: 'mock-media-type-415',
    claim:
      'A MOCK method without a template for the content type is answered as UNSUPPORTED_MEDIA_TYPE when it passes nothing through.',
    source: 'documented',
    reference: `${gatewayGuide}/integration-passthrough-behaviors.html`,
  },
  {
    id: 'mock-content-type-default',
    claim:
      'A request without Content-Type uses the application/json template, and parameters such as charset do not matter.',
    source: 'assumed',
  },
  {
    id: 'mock-header-override',
    claim: 'A response template of a MOCK method can set a header through $context.responseOverride.header.',
    source: 'documented',
    reference: `${gatewayGuide}/apigateway-override-request-response-parameters.html`,
  },
  {
    id: 'preflight-needs-no-key',
    claim: 'A MOCK method without a key requirement answers OPTIONS whatever the other methods of its path require.',
    source: 'documented',
    reference: `${gatewayGuide}/how-to-cors.html`,
  },
  {
    id: 'key-before-throttle',
    claim: 'An unknown API key is refused before any throttle counts it; the plan is asked before the stage.',
    source: 'assumed',
  },
  {
    id: 'throttled-uses-no-quota',
    claim: 'A throttled request uses up none of the quota of its key.',
    source: 'assumed',
  },
  {
    id: 'quota-calendar',
    claim: 'A quota starts anew with each calendar day, week (from Sunday) or month in UTC.',
    source: 'assumed',
  },
  {
    id: 'authorizer-cache-per-identity',
    claim:
      'An authorizer answer is kept by the values of all its identity sources and its policy is applied to each method anew.',
    source: 'documented',
    reference: `${gatewayGuide}/configure-api-gateway-lambda-authorization-with-console.html`,
  },
  {
    id: 'authorizer-needs-identity',
    claim: 'A request that lacks an identity source is answered 401 without asking the authorizer.',
    source: 'documented',
    reference: `${gatewayGuide}/apigateway-use-lambda-authorizer.html`,
  },
  {
    id: 'init-is-billed',
    claim: 'Billed Duration includes the init phase of a cold start.',
    source: 'documented',
    reference: 'https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/',
  },
  {
    id: 'environment-reuse',
    claim: 'An environment that has just answered takes the next request, and one process runs one request at a time.',
    source: 'assumed',
  },
] as const satisfies readonly Assumption[];

export type KnownAssumption = (typeof assumptions)[number];
