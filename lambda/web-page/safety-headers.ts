const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  // The page's icon and what a person attaches.
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  // No text becomes markup but what DOMPurify has read.
  'require-trusted-types-for': "'script'",
  'trusted-types': 'dompurify',
};

/** What the page's policy needs of its configuration. */
interface ServedConfig {
  readonly signIn?: { readonly domain: string } | { readonly issuer: string };
}

/** Without the policy. */
const otherHeaders = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const;

/**
 * On every answer of the page: it runs and loads nothing but its own files, speaks with its own origin only, and with the one that it
 * signs in at, can't be framed, and no link in an answer sends a referrer.
 */
export function toSafetyHeaders({ signIn }: ServedConfig): Readonly<Record<string, string>> {
  // As an origin: whatever else the setting contains can't add to the policy.
  const signsInAt = signIn ? ` ${new URL('issuer' in signIn ? signIn.issuer : signIn.domain).origin}` : '';
  const all = { ...policy, 'connect-src': policy['connect-src'] + signsInAt };
  const directives = Object.entries(all).map(([directive, value]) => `${directive} ${value}`);
  return { 'content-security-policy': directives.join('; '), ...otherHeaders };
}
