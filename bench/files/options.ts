import { parseArgs } from 'node:util';

export interface FilesOptions {
  readonly backend: 'lambda' | 'container';
  readonly megabytes: number;
}

export const helpText = `Reads one large file from the local stage, no faster than API Gateway and Lambda let it through, and tells how much
memory what answers takes meanwhile.

  npm run load:files -- [options]

  --backend WHAT   lambda (default) or container
  --mb N           how large the file is; default 200 with lambda, which is all that it may send, and 1000 with container
  --help           print this help`;

/** Undefined when --help is given. Throws an error that names the option and what is allowed. */
export function readOptions(commandArguments: readonly string[]): FilesOptions | undefined {
  const { values } = parseArgs({
    args: [...commandArguments],
    options: {
      backend: { type: 'string', default: 'lambda' },
      mb: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const { backend } = values;
  if (backend !== 'lambda' && backend !== 'container')
    throw new Error(`--backend is ${JSON.stringify(backend)}: it must be lambda or container`);
  const megabytes = Number(values.mb ?? usual[backend]);
  if (!Number.isInteger(megabytes) || megabytes < 20) throw new Error('--mb must be a whole number of at least 20');
  return { backend, megabytes };
}

const usual = { lambda: '200', container: '1000' } as const;
