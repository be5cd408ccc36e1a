import type { PageConfig } from '../../web/page-config.ts';
import type { Settings } from './settings.ts';

/** What the chat page is told of the settings, and with it everybody. */
export function toPageConfig({ access, maxBodyBytes }: Settings): PageConfig {
  return { access, maxBodyBytes };
}
