/** Which API is meant: a deployment by its URL or its stack, or the local stage by its URL. */
export type Where = { readonly url: string } | { readonly stack: string };

/** For `parseArgs`. */
export const whereOptions = { url: { type: 'string' }, stack: { type: 'string' } } as const;

const localUrl = 'http://127.0.0.1:3000/dev/';

/** Without any of them, what the variable URL says, which npm start prints to be set; else the local stage on its usual port. */
export function readWhere(
  { url, stack }: { readonly [Option in keyof typeof whereOptions]?: string },
  variables: Readonly<Record<string, string | undefined>>,
): Where {
  if (url !== undefined && stack !== undefined) throw new Error('send --url or --stack, not both');
  if (stack !== undefined) return { stack };
  // An empty variable is none.
  return { url: url ?? (variables['URL'] || localUrl) };
}
