import type { Settings } from '../settings/settings.ts';

/** Where callers send a credential that stays the same from request to request; or why they have none. */
type Credential = { readonly headers: readonly string[] } | { readonly missing: string };

/**
 * By way in. A new one does not compile before it is decided here. This file imports nothing of aws-cdk-lib: settings are
 * checked before that is loaded.
 */
export const credentialOf: Readonly<Record<Settings['access'], Credential>> = {
  key: { headers: ['authorization', 'x-api-key'] },
  cognito: { headers: ['authorization'] },
  oidc: { headers: ['authorization'] },
  // AWS WAF sees the header, and not who signed.
  iam: { missing: 'with access iam, each request has another signature' },
  open: { missing: 'with access open, callers send no key or token' },
};
