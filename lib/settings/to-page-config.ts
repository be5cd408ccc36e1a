import type { IssuerSignIn, PageConfig, PoolSignIn } from '../../web/page-config.ts';
import { usesOf } from '../table/table-uses.ts';
import type { OidcSetting } from './rows/parts/access/oidc-setting.ts';
import type { Settings } from './settings.ts';

/** The settings that the chat page needs. Everybody can read them. `pool`: where the users of a user pool sign in. */
export function toPageConfig(settings: Settings, pool?: PoolSignIn): PageConfig {
  const { access, oidc, maxBodyBytes } = settings;
  const uses = new Set(usesOf(settings).map(({ name }) => name));
  const shared = {
    maxBodyBytes,
    ...(uses.has('cancel') && { cancel: true as const }),
    ...(uses.has('budgets') && { budgets: true as const }),
    ...(uses.has('usage') && { usage: true as const }),
  };
  const signedIn = { ...shared, ...(uses.has('conversations') && { conversations: true as const }) };
  if (pool) return { access: 'cognito', ...signedIn, signIn: pool };
  if (access === 'oidc' && oidc?.page) return { access, ...signedIn, signIn: toIssuerSignIn(oidc, oidc.page) };
  return { access: access === 'open' ? 'open' : 'key', ...shared };
}

function toIssuerSignIn(
  { issuer, audience, scope }: OidcSetting,
  { clientId, audienceAs, scope: asked }: NonNullable<OidcSetting['page']>,
): IssuerSignIn {
  return {
    issuer,
    clientId,
    scope: asked ?? ['openid', scope].filter(Boolean).join(' '),
    ...(audienceAs !== undefined && { [audienceAs]: audience }),
  };
}
