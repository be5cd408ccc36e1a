import type { Integration, MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Route } from '../../lambda/protocols/protocol.ts';
import type { AlarmRule } from '../alarms.ts';
import type { Chart } from '../dashboard/chart.ts';

/** What answers the routes of the protocols. */
export interface Backend {
  /** How a route reaches it, in transfer mode STREAM. */
  readonly integrate: (route: Route) => Integrated;
  /** What a person should look at, by the alarm's name. */
  readonly alarms: Readonly<Record<string, AlarmRule>>;
  /** What a dashboard shows of it alone, beside each other. */
  readonly charts: readonly Chart[];
  /** Where it writes a line for each request. */
  readonly log: ILogGroup;
}

interface Integrated {
  readonly integration: Integration;
  /** What the method must say of itself, beside who may call it. */
  readonly options?: Pick<MethodOptions, 'requestParameters'>;
}
