/** What API Gateway has checked already: nothing behind an entry can use it, log it or lose it. */
export const credentials: readonly string[] = ['authorization', 'x-api-key', 'x-amz-security-token', 'cookie'];

export function isCredential(header: string): boolean {
  return credentials.includes(header);
}
