import type { Assumption } from './assumption.ts';
import { gatewayGuide, knownIssues } from './sources.ts';

const lambdaGuide = 'https://docs.aws.amazon.com/lambda/latest/dg';
const streaming = `${gatewayGuide}/response-transfer-mode.html`;
const streamingLambda = `${gatewayGuide}/response-transfer-mode-lambda.html`;
const tanstack = 'TanStack Start on a REST API in STREAM mode, eu-west-2, 6 August 2026';

/** How fast and how unchanged the bytes of a streamed answer arrive. */
export const aboutStreamBytes = [
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
] as const satisfies readonly Assumption[];
