import { onlyOf, toText } from '../read-template.ts';
import { buildTemplate } from '../synthesize.ts';

interface Widget {
  readonly type: string;
  readonly y: number;
  readonly width: number;
  readonly properties: {
    readonly title?: string;
    readonly query?: string;
    /** Namespace, name, names and values of dimensions, options. */
    readonly metrics?: readonly (readonly unknown[])[];
    readonly alarms?: readonly string[];
  };
}

/** The widgets of a deployment with these settings, with references as `<id>`. */
export function widgetsOf(settings: object): readonly Widget[] {
  const template = buildTemplate({ settings: { dashboard: 'on', ...settings } });
  const text: string = JSON.parse(toText(onlyOf(template, 'AWS::CloudWatch::Dashboard').DashboardBody));
  const { widgets }: { widgets: readonly Widget[] } = JSON.parse(text);
  return widgets;
}

/** What of each title. */
export function metricsOf(settings: object): readonly (readonly [namespace: unknown, name: unknown])[] {
  return widgetsOf(settings).flatMap(({ properties }) =>
    (properties.metrics ?? []).map(([namespace, name]) => [namespace, name] as const),
  );
}
