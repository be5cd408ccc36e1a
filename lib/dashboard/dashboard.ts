import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { AlarmStatusWidget, Dashboard, type IAlarm, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Backend } from '../backend/backend.ts';
import type { Settings } from '../settings/settings.ts';
import { usesOf } from '../table/table-uses.ts';
import type { UsedTable } from '../table/used-table.ts';
import { type Chart, fullWidth, toRow } from './chart.ts';
import { toCommonCharts } from './common-charts.ts';
import { toFirewallCharts } from './firewall-charts.ts';
import { SavedQueries } from './saved-queries.ts';
import { toTableCharts } from './table-charts.ts';

export interface StageDashboardProps {
  readonly api: RestApi;
  readonly accessLog: ILogGroup;
  readonly backend: Pick<Backend, 'alarms' | 'charts' | 'log'>;
  readonly alarms: readonly IAlarm[];
  /** The name of the dashboard and of the queries' folder, and the dimension of metrics. */
  readonly service: string;
  readonly settings: Settings;
  readonly table?: UsedTable;
}

/** Everything that one looks at when something is wrong, of what this deployment has: alarms, charts, and queries of its logs. */
export class StageDashboard extends Construct {
  constructor(scope: Construct, id: string, props: StageDashboardProps) {
    super(scope, id);
    const { service, alarms, accessLog, backend } = props;
    new Dashboard(this, 'Dashboard', {
      dashboardName: service,
      widgets: [
        [new TextWidget({ markdown: toHelp(service), width: fullWidth, height: 2 })],
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: fullWidth, height: 2 })],
        ...toCharts(props).map(toRow),
      ],
    });
    new SavedQueries(this, 'Queries', { folder: service, log: backend.log, accessLog });
  }
}

function toHelp(service: string): string {
  return (
    'What each chart and each alarm means, and what to do: `docs/operating.md`, “The dashboard”. ' +
    `Queries of the logs are saved under Logs Insights, in the folder \`${service}\`.`
  );
}

function toCharts({ api, service, backend, settings, table }: StageDashboardProps): readonly (readonly Chart[])[] {
  return [
    ...toCommonCharts({ api, service, log: backend.log }),
    backend.charts,
    ...(table ? [toTableCharts(table.name, usesOf(settings))] : []),
    ...(typeof settings.waf === 'object' ? [toFirewallCharts(service)] : []),
  ];
}
