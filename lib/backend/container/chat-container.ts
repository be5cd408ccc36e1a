import { Duration } from 'aws-cdk-lib';
import { HttpCodeElb } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { period } from '../../metrics.ts';
import type { Backend } from '../backend.ts';
import type { Settings } from '../../settings/settings.ts';
import type { ChatParts } from '../chat-parts.ts';
import { Front } from './front.ts';
import { toNetwork } from './network.ts';
import { PrivateIntegration, toPathParameters } from './private-integration.ts';
import { port, Task } from './task.ts';
import { Tasks } from './tasks.ts';

/** From the link of API Gateway to the process: a network, a load balancer, and tasks on Fargate, each for many answers at once. */
export class ChatContainer extends Construct implements Backend {
  readonly integrate: Backend['integrate'];
  readonly alarms: Backend['alarms'];
  readonly charts: Backend['charts'];
  readonly log: Backend['log'];

  constructor(scope: Construct, id: string, parts: ChatParts) {
    super(scope, id);
    const { settings, service } = parts;
    const place = new Construct(this, toPlace(settings));
    const network = toNetwork(place, settings);
    const front = new Front(place, 'Front', network, service);
    const { definition, log } = new Task(this, 'Task', parts, front.origin);
    const tasks = new Tasks(place, 'Tasks', { parts, network, definition });
    const group = front.addTasks(
      tasks.service.loadBalancerTarget({ containerName: 'chat', containerPort: port }),
      // As long as the longest answer: then a deployment cuts none.
      Duration.seconds(Math.ceil(settings.integrationTimeoutSeconds)),
    );
    this.log = log;
    this.integrate = (route) => ({
      integration: new PrivateIntegration(route, front, settings, tasks.service),
      options: { requestParameters: toPathParameters(route) },
    });
    this.alarms = {
      LoadBalancerErrors: {
        description: `${service}: the load balancer reached no task, or had no answer's beginning from one`,
        metric: front.loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period, statistic: 'Sum' }),
        threshold: 0,
        evaluationPeriods: 1,
      },
      MissingTasks: {
        description: `${service}: for 10 minutes fewer tasks than tasks.least of the setting container were well`,
        metric: group.metrics.healthyHostCount({ period, statistic: 'Maximum' }),
        threshold: settings.container.tasks.least,
        isBelow: true,
        evaluationPeriods: 2,
      },
      FullTasks: {
        description: `${service}: a task gave nine tenths of the answers at once that it may: raise tasks.most of the setting container`,
        metric: tasks.streams('Maximum', period),
        threshold: settings.container.streams * 0.9,
        evaluationPeriods: 1,
      },
    };
    this.charts = [
      {
        title: 'Answers at once in one task',
        metrics: [tasks.streams('Maximum', period), tasks.streams('Average', period)].map((streams) =>
          streams.with({ label: streams.statistic }),
        ),
      },
      {
        title: 'Tasks that are well, and what they use, %',
        metrics: [group.metrics.healthyHostCount({ period, statistic: 'Maximum' })],
        right: [
          tasks.service.metricCpuUtilization({ period, statistic: 'Maximum' }),
          tasks.service.metricMemoryUtilization({ period, statistic: 'Maximum' }),
        ],
      },
      {
        title: 'Load balancer: connections, and requests that reached no task',
        metrics: [
          front.loadBalancer.metrics.activeConnectionCount({ period }),
          front.loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period, statistic: 'Sum' }),
        ],
      },
    ];
  }
}

/** Another network has a load balancer and tasks of its own: none of these can move, and two networks of one id would overlap while one takes over. */
function toPlace({ container: { network } }: Settings): string {
  return typeof network === 'string' ? network : network.vpcId;
}
