import type { Settings } from '../../settings/settings.ts';

/** Whether the container must read a person's groups itself: API Gateway can't map them, and with one plan they say nothing. */
export function needsGroups({ access, plans }: Pick<Settings, 'access' | 'plans'>): boolean {
  return access === 'cognito' && Object.keys(plans).length > 1;
}
