/** What API Gateway has checked already: nothing behind an entry can use it, log it or lose it. */
export function isCredential(header: string): boolean {
  return /^(authorization|x-api-key|x-amz-security-token|cookie)$/.test(header);
}
