/**
 * Whom an ID token names, to be shown and for nothing else: it came from the token endpoint itself, so nothing checks its signature here
 * (OpenID Connect Core, 3.1.3.7). Undefined for what names nobody.
 */
export function readName(idToken: string | undefined): string | undefined {
  if (idToken === undefined) return undefined;
  try {
    const [, payload = ''] = idToken.split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (each) =>
      each.charCodeAt(0),
    );
    const claims: Readonly<Record<string, unknown>> = JSON.parse(new TextDecoder().decode(bytes));
    // Entra names people by the second.
    return [claims['email'], claims['preferred_username'], claims['name']].find((name) => typeof name === 'string');
  } catch {
    return undefined;
  }
}
