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
    claim:
      'The client gets the status and headers of a streamed answer as soon as the metadata and the eight NUL bytes after it have arrived.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'chunks-in-step',
    claim: 'Each write of the function reaches the client before the next write. Nothing in between buffers them.',
    evidence: 'seen in the field',
    reference: tanstack,
  },
  {
    id: 'refusal-keeps-status',
    claim: 'The client gets the status that is in the metadata, also if it is 4XX or 5XX.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'malformed-stream-500',
    claim:
      'If a stream has no metadata or delimiter in its first 16 KB, the client gets 500, in the format of DEFAULT_5XX. Some deployments sent 502.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'plain-function-behind-stream',
    claim: 'If the function behind a STREAM integration does not stream, the client gets 500.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'streaming-function-behind-buffered',
    claim:
      'If the function behind a BUFFERED integration streams, the client gets its status and headers, but no body.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'failure-before-headers-502',
    claim: 'If a function throws, exits or times out before the delimiter, the client gets 502.',
    evidence: 'documented',
    reference: lambdaErrors,
  },
  {
    id: 'function-throttled-500',
    claim: 'If the function has no free execution environment, the client gets 500.',
    evidence: 'documented',
    reference: lambdaErrors,
  },
  {
    id: 'failure-after-headers-cuts',
    claim: 'If a function fails after the delimiter, the connection to the client is cut in the middle of the body.',
    evidence: 'undocumented',
  },
  {
    id: 'timeout-cuts-stream',
    claim:
      'If the integration timeout is reached before the headers, the client gets 504. After the headers, the connection is cut.',
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
    claim: 'API Gateway cuts a stream that is silent for 5 minutes (Regional) or 30 seconds (edge-optimized).',
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
    claim:
      'The idle limit counts from the start of the integration. If it is reached before the headers, the client gets 504.',
    evidence: 'undocumented',
  },
  {
    id: 'stream-rate',
    claim: 'API Gateway sends the first 10 MB of a streamed answer at full speed and the rest at 2 MB/s.',
    evidence: 'documented',
    reference: streaming,
  },
  {
    id: 'lambda-stream-rate',
    claim:
      'Lambda sends the first 6 MB of a streamed answer at full speed and the rest at 2 MB/s, up to 200 MB in total.',
    evidence: 'documented',
    reference: `${lambdaGuide}/configuration-response-streaming.html`,
  },
  {
    id: 'backpressure-reaches-function',
    claim: 'If a client reads slowly, the writes of the function have to wait.',
    evidence: 'undocumented',
  },
  {
    id: 'client-gone-untold',
    claim: 'The function is not informed that the client has disconnected. It may run to its end, which is billed.',
    evidence: 'documented',
    reference: streaming,
  },
  {
    id: 'content-length-kept',
    claim: 'The client gets the Content-Length that a streaming function sets. An answer without one is chunked.',
    evidence: 'documented',
    reference: streamingLambda,
  },
  {
    id: 'connection-headers-dropped',
    claim:
      'The client does not get the headers Connection, Keep-Alive, Proxy-Authenticate, TE, Trailer and Upgrade of a function.',
    evidence: 'undocumented',
  },
  {
    id: 'stream-bytes-untouched',
    claim:
      'API Gateway does not change the bytes of a streamed answer, even if they are not text, nor its Content-Encoding.',
    evidence: 'documented',
    reference: streaming,
  },
  {
    id: 'default-content-type',
    claim:
      "An answer without a content type gets application/json. AWS does not say whether streams do, too, so Rivulet's answers always have a content type.",
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
      'A streamed answer that has no body (204, 304, HEAD) arrives and ends if the function writes zero bytes before it ends the stream.',
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
    claim: "In the access log, the response transfer mode of a stream is STREAM. AWS's guide says STREAMED.",
    evidence: 'seen in the field',
    reference: 'the access log of a deployment, 21 August 2026',
  },
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
  {
    id: 'preflight-needs-no-key',
    claim: 'A MOCK method that requires no key answers OPTIONS, even if the other methods of its path require one.',
    evidence: 'documented',
    reference: `${gatewayGuide}/how-to-cors.html`,
  },
  {
    id: 'key-before-throttle',
    claim: 'A request with an unknown API key is refused, and no throttle counts it.',
    evidence: 'undocumented',
    reference: throttling,
  },
  {
    id: 'plan-before-stage',
    claim: 'API Gateway checks the throttle of the usage plan before that of the stage.',
    evidence: 'documented',
    reference: throttling,
  },
  {
    id: 'throttled-uses-no-quota',
    claim: 'A throttled request does not count against the quota of its key.',
    evidence: 'undocumented',
  },
  {
    id: 'quota-calendar',
    claim: 'A quota starts again with each calendar day, week (from Sunday) or month, in UTC.',
    evidence: 'undocumented',
  },
  {
    id: 'authorizer-cache-per-identity',
    claim:
      'The result of an authorizer is cached under the values of all its identity sources. Its policy is checked again for each method.',
    evidence: 'documented',
    reference: `${gatewayGuide}/configure-api-gateway-lambda-authorization-with-console.html`,
  },
  {
    id: 'authorizer-needs-identity',
    claim: 'A request that lacks an identity source gets 401, and the authorizer does not run.',
    evidence: 'documented',
    reference: `${gatewayGuide}/apigateway-use-lambda-authorizer.html`,
  },
  {
    id: 'authorizer-without-cache',
    claim: 'A REQUEST authorizer without a cache needs no identity source and runs at each request.',
    evidence: 'documented',
    reference: 'https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html',
  },
  {
    id: 'kept-policy-ends',
    claim:
      'A condition on aws:CurrentTime in the policy of an authorizer is judged again with each request, also when the policy is cached.',
    evidence: 'seen in the field',
    reference: 'https://github.com/awslabs/aws-apigateway-lambda-authorizer-blueprints',
  },
  {
    id: 'unsigned-is-missing-token',
    claim: 'A request without a signature to a method with IAM authorization gets MISSING_AUTHENTICATION_TOKEN.',
    evidence: 'documented',
    reference: gatewayResponses,
  },
  {
    id: 'bad-signature-403',
    claim:
      'A signature that is wrong, too old, or by unknown credentials gets INVALID_SIGNATURE. An Authorization header that is no signature gets 403, in the format of DEFAULT_4XX.',
    evidence: 'undocumented',
    reference: gatewayResponses,
  },
  {
    id: 'policy-needs-allow',
    claim:
      'If the API has a policy, a method without authorization needs an explicit allow in it. Who is let in by IAM in the API’s own account needs none. A deny always wins.',
    evidence: 'documented',
    reference: `${gatewayGuide}/apigateway-authorization-flow.html`,
  },
  {
    id: 'domain-without-stage',
    claim: 'Behind a domain that is mapped to a stage without a path, paths begin below the stage.',
    evidence: 'documented',
    reference: `${gatewayGuide}/how-to-custom-domains.html`,
  },
  {
    id: 'init-is-billed',
    claim: 'Billed Duration includes the init phase of a cold start.',
    evidence: 'documented',
    reference: 'https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/',
  },
  {
    id: 'environment-reuse',
    claim: 'An environment that has just answered gets the next request. One environment runs one request at a time.',
    evidence: 'undocumented',
  },
] as const satisfies readonly Assumption[];

export type KnownAssumption = (typeof assumptions)[number];
