import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { StageDashboard, type StageDashboardProps } from './dashboard/dashboard.ts';

/** Alarms and, where the settings ask for it, what a person looks at when one rings. */
export function watch(scope: Construct, props: Omit<StageDashboardProps, 'alarms'>): void {
  const alarms = new Alarms(scope, 'Alarms', props);
  if (props.settings.dashboard === 'on') new StageDashboard(scope, 'Dashboard', { ...props, alarms: alarms.all });
}
