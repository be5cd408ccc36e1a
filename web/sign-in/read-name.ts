/**
 * Whom an ID token names, to be shown and for nothing else: it came from the token endpoint itself, so nothing checks its signature here
 * (OpenID Connect Core, 3.1.3.7). Undefined for what names nobody.
 */
export function readName(idToken: unknown): string | undefined {
  if (typeof idToken !== 'string') return undefined;
  try {
    const [, payload = ''] = idToken.split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
      each.charCodeAt(0),
    );
    const { email }: { email?: unknown } = JSON.parse(new TextDecoder().decode(bytes));
    return typeof email === 'string' ? email : undefined;
  } catch {
    return undefined;
  }
}
