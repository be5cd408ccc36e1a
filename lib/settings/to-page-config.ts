import type { IssuerSignIn, PageConfig, PoolSignIn } from '../../web/page-config.ts';
import type { OidcSetting } from './rows/parts/oidc-setting.ts';
import type { Settings } from './settings.ts';

/** The settings that the chat page needs. Everybody can read them. `pool`: where the users of a user pool sign in. */
export function toPageConfig({ access, oidc, maxBodyBytes }: Settings, pool?: PoolSignIn): PageConfig {
  if (pool) return { access: 'cognito', maxBodyBytes, signIn: pool };
  if (access === 'oidc' && oidc?.page) return { access, maxBodyBytes, signIn: toIssuerSignIn(oidc, oidc.page) };
  return { access: access === 'open' ? 'open' : 'key', maxBodyBytes };
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
