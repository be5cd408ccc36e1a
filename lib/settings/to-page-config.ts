import type { PageConfig } from '../../web/page-config.ts';
import type { Settings } from './settings.ts';

/** The settings that the chat page needs. Everybody can read them. */
export function toPageConfig({ access, maxBodyBytes }: Settings): PageConfig {
  return { access, maxBodyBytes };
}
