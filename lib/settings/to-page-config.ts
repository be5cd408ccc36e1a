import type { PageConfig, PoolSignIn } from '../../web/page-config.ts';
import type { Settings } from './settings.ts';

/** The settings that the chat page needs. Everybody can read them. `signIn`: where people sign in, if they do. */
export function toPageConfig({ access, maxBodyBytes }: Settings, signIn?: PoolSignIn): PageConfig {
  if (signIn) return { access: 'cognito', maxBodyBytes, signIn };
  return { access: access === 'open' ? 'open' : 'key', maxBodyBytes };
}
