import { parseArgs } from 'node:util';

export interface LoadOptions {
  /** How many answers to request. */
  readonly requests: number;
  /** How many of them at once: as many processes of the function, and of the authorizer. */
  readonly concurrency: number;
  /** Requests per second that API Gateway lets through; more are refused with 429. @default more than the test can send */
  readonly throttleRate?: number;
}

export const helpText = `Requests many streamed answers from the local stage at once and compares each with the expected one.

  npm run load -- [options]

  --requests N        how many requests; default 10000
  --concurrency N     how many at once, each in two processes (function, authorizer); default 50, which needs 4.5 GB
  --throttle-rate N   let API Gateway refuse requests above N per second
  --help              print this help`;

/** Undefined when --help is given. Throws an error that names the option and what is allowed. */
export function readOptions(commandArguments: readonly string[]): LoadOptions | undefined {
  const { values } = parseArgs({
    args: [...commandArguments],
    options: {
      requests: { type: 'string', default: '10000' },
      concurrency: { type: 'string', default: '50' },
      'throttle-rate': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const rate = values['throttle-rate'];
  return {
    requests: toCount(values.requests, '--requests'),
    concurrency: toCount(values.concurrency, '--concurrency'),
    ...(rate !== undefined && { throttleRate: toCount(rate, '--throttle-rate') }),
  };
}

function toCount(text: string, name: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new Error(`${name} is ${JSON.stringify(text)}: it must be a whole number from 1 to 9999999`);
}
