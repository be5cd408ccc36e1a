import { readSettings } from '../../../lib/settings/read-settings.ts';

/** What a deployer reads of wrong settings; `accepted` of good ones. */
export function refusalOf(context: Readonly<Record<string, unknown>>): string {
  try {
    readSettings(context);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
}
