import { isLoopbackName } from '../../local/is-loopback-name.ts';

/** Which API is meant: a deployment by its URL or its stack, or the local stage by its URL. */
export type Where = { readonly url: string } | { readonly stack: string };

/** For `parseArgs`. */
export const whereOptions = { url: { type: 'string' }, stack: { type: 'string' } } as const;

const localUrl = 'http://127.0.0.1:3000/dev/';

/**
 * Without any of them, the local stage: where the variable URL says, which npm start prints to be set, or on its usual port. A deployment in that
 * variable is not meant: nobody should delete its documents by forgetting an option.
 */
export function readWhere(
  { url, stack }: { readonly [Option in keyof typeof whereOptions]?: string },
  variables: Readonly<Record<string, string | undefined>>,
): Where {
  if (url !== undefined && stack !== undefined) throw new Error('send --url or --stack, not both');
  if (stack !== undefined) return { stack };
  const { URL: said = '' } = variables;
  return { url: url ?? (isLocal(said) ? said : localUrl) };
}

function isLocal(url: string): boolean {
  return isLoopbackName(URL.parse(url)?.hostname ?? '');
}
