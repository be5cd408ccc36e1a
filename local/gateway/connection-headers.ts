/** Headers of one connection (RFC 9110, 7.6.1): they are not passed on, and no backend can set them. */
export const connectionHeaders: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'te',
  'trailer',
  // An answer without a length is sent in chunks anyway.
  'transfer-encoding',
  'upgrade',
]);
