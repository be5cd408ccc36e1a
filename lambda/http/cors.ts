/** The response headers a page of another origin may read. The stack's gateway responses and mocks expose them too. */
const exposedHeaders = [
  'x-request-id',
  'request-id',
  'retry-after',
  'x-should-retry',
  'x-rivulet-served-by',
  'x-rivulet-ignored',
] as const;

export function corsHeaders(origin: string): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': exposedHeaders.join(', '),
    ...(origin !== '*' && { vary: 'origin' }),
  };
}
