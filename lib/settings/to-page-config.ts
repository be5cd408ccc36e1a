import type { PageConfig, SignInConfig } from '../../web/page-config.ts';
import type { Settings } from './settings.ts';

/** The settings that the chat page needs. Everybody can read them. */
export function toPageConfig({ access, maxBodyBytes }: Settings, signIn?: SignInConfig): PageConfig {
  if (access !== 'cognito') return { access, maxBodyBytes };
  if (!signIn) throw new Error('access is cognito, and there is nowhere to sign in');
  return { access, maxBodyBytes, signIn };
}
