/** Which API is meant: a deployment by its URL or its stack, or the local stage by its URL. */
export type Where = { readonly url: string } | { readonly stack: string };

/** For `parseArgs`. */
export const whereOptions = { url: { type: 'string' }, stack: { type: 'string' } } as const;

const localUrl = 'http://127.0.0.1:3000/dev/';

/** Without any of them, the local stage on its usual port. */
export function readWhere({ url, stack }: { readonly [Option in keyof typeof whereOptions]?: string }): Where {
  if (url !== undefined && stack !== undefined) throw new Error('send --url or --stack, not both');
  return stack === undefined ? { url: url ?? localUrl } : { stack };
}
