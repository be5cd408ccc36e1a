import { integer, numberAbove0, numberAbove0UpTo, numberFrom } from './field.ts';
import { setting } from './setting.ts';

/** Defaults that differ with the endpoint, because its idle limit does. */
export const secondsAtEndpoint = {
  regional: { idleSeconds: 120, heartbeatSeconds: 15 },
  edge: { idleSeconds: 20, heartbeatSeconds: 10 },
} as const;

const { regional, edge } = secondsAtEndpoint;
const inWords = (name: keyof typeof regional) => `\`${regional[name]}\`; at the edge \`${edge[name]}\``;

export const time = {
  timeoutSeconds: setting(integer(1, 900).default(900), 'the function’s timeout'),
  integrationTimeoutSeconds: setting(
    numberFrom(0.05, 900, 'seconds').default(900),
    'how long API Gateway waits for the whole answer; at most `timeoutSeconds`',
  ),
  marginSeconds: setting(
    numberAbove0('seconds').default(5),
    'API Gateway and Lambda cut an answer at their time limits, without an error. Rivulet ends the answer this long before such a limit, with an error',
  ),
  idleSeconds: setting(
    numberAbove0('seconds').exactOptional(),
    'how long Bedrock may be silent',
    inWords('idleSeconds'),
  ),
  fallbackAfterSeconds: setting(
    numberAbove0('seconds').exactOptional(),
    'how long to wait for the first event of a model with [fallbacks](#fallbacks) before the next model is tried; less than `idleSeconds` divided by the number of fallbacks',
  ),
  heartbeatSeconds: setting(
    numberAbove0UpTo(15, 'seconds').exactOptional(),
    'how long a stream may be silent before a heartbeat is sent',
    inWords('heartbeatSeconds'),
  ),
  commitAfterSeconds: setting(
    numberAbove0UpTo(10, 'seconds').default(10),
    'how long SSE and NDJSON wait for Bedrock’s first event before they commit to status 200',
  ),
};

/** How long API Gateway lets a response be silent (API Gateway developer guide, response transfer mode, 2025). */
export const endpointIdleSeconds = { regional: 300, edge: 30 } as const;
