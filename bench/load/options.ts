import { parseArgs } from 'node:util';

export interface LoadOptions {
  /** What answers: the function, or the container. */
  readonly backend: 'lambda' | 'container';
  /** How many answers to request. */
  readonly requests: number;
  /** How many of them at once. With Lambda, as many processes of the function, and of the authorizer. */
  readonly streams: number;
  /** Each answer has so many deltas, at 80 a second, and none fails. @default a mix of short answers, faults among them */
  readonly deltas?: number;
  /** Requests per second that API Gateway lets through; more are refused with 429. @default more than the test can send */
  readonly throttleRate?: number;
}

export const helpText = `Requests many streamed answers from the local stage at once and compares each with the expected one.

  npm run load -- [options]

  --backend WHAT      lambda (default) or container
  --requests N        how many requests; default 10000
  --streams N         how many at once. With lambda each is in two processes (function, authorizer); default 50, which
                      needs 4.5 GB. With container all are in one process; default 500. Its model writes at a model's
                      pace, so that so many run at once
  --deltas N          with container: long answers of N deltas each, at 80 a second, and none that fails
  --throttle-rate N   let API Gateway refuse requests above N per second
  --help              print this help`;

const backends = ['lambda', 'container'] as const;

const usualStreams = { lambda: '50', container: '500' } as const;

/** Undefined when --help is given. Throws an error that names the option and what is allowed. */
export function readOptions(commandArguments: readonly string[]): LoadOptions | undefined {
  const { values } = parseArgs({
    args: [...commandArguments],
    options: {
      backend: { type: 'string', default: 'lambda' },
      requests: { type: 'string', default: '10000' },
      streams: { type: 'string' },
      deltas: { type: 'string' },
      'throttle-rate': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const rate = values['throttle-rate'];
  const backend = backends.find((known) => known === values.backend);
  if (values.deltas !== undefined && backend === 'lambda') throw new Error('--deltas needs --backend container');
  if (!backend) throw new Error(`--backend is ${JSON.stringify(values.backend)}: it must be ${backends.join(' or ')}`);
  return {
    backend,
    requests: toCount(values.requests, '--requests'),
    streams: toCount(values.streams ?? usualStreams[backend], '--streams'),
    ...(values.deltas !== undefined && { deltas: toCount(values.deltas, '--deltas') }),
    ...(rate !== undefined && { throttleRate: toCount(rate, '--throttle-rate') }),
  };
}

function toCount(text: string, name: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new Error(`${name} is ${JSON.stringify(text)}: it must be a whole number from 1 to 9999999`);
}
