/** The response headers a page of another origin may read. The stack's gateway responses and mocks expose them too. */
const exposedHeaders = [
  'x-request-id',
  'request-id',
  'retry-after',
  'x-should-retry',
  'x-rivulet-served-by',
  'x-rivulet-ignored',
] as const;

/**
 * For an answer to a page of `origin`, as its request's header says. `allowed`: the origins whose pages may read the answer;
 * left out, all. An origin that is not one of them is named nowhere, so its browser keeps the answer from the page
 * (docs/decisions/0035). `more`: headers that this answer has besides.
 */
export function corsHeaders(
  allowed?: readonly string[],
  origin?: string,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const reader = allowed ? allowed.find((one) => one === origin) : '*';
  return {
    ...(reader !== undefined && { 'access-control-allow-origin': reader }),
    'access-control-expose-headers': [...exposedHeaders, ...Object.keys(more)].join(', '),
    ...(allowed && { vary: 'origin' }),
  };
}
