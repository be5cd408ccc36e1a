import type { Assumption } from './assumption.ts';
import { gatewayGuide } from './sources.ts';

const lambdaGuide = 'https://docs.aws.amazon.com/lambda/latest/dg';
const streaming = `${gatewayGuide}/response-transfer-mode.html`;
const streamingLambda = `${gatewayGuide}/response-transfer-mode-lambda.html`;
const troubleshooting = `${gatewayGuide}/response-streaming-troubleshoot.html`;
const lambdaErrors = `${lambdaGuide}/services-apigateway-errors.html`;
const tanstack = 'TanStack Start on a REST API in STREAM mode, eu-west-2, 6 August 2026';

/** How a streamed answer begins and ends, and how long it may take. */
export const aboutStreams = [
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
] as const satisfies readonly Assumption[];
