import { Duration } from 'aws-cdk-lib';
import { HttpCodeElb } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { period } from '../../alarms.ts';
import type { Backend } from '../backend.ts';
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

  constructor(scope: Construct, id: string, parts: ChatParts) {
    super(scope, id);
    const { settings, service } = parts;
    const network = toNetwork(this, settings);
    const front = new Front(this, 'Front', network, service);
    const { definition } = new Task(this, 'Task', parts, front.origin);
    const tasks = new Tasks(this, 'Tasks', { parts, network, definition });
    const group = front.addTasks(
      tasks.service.loadBalancerTarget({ containerName: 'chat', containerPort: port }),
      // As long as the longest answer: then a deployment cuts none.
      Duration.seconds(Math.ceil(settings.integrationTimeoutSeconds)),
    );
    this.integrate = (route) => ({
      integration: new PrivateIntegration(route, front, settings, tasks.service),
      options: { requestParameters: toPathParameters(route) },
    });
    this.alarms = {
      LoadBalancerErrors: {
        description: `${service}: the load balancer reached no task, or a task ended in the middle of answers`,
        metric: front.loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period, statistic: 'Sum' }),
        threshold: 0,
        evaluationPeriods: 1,
      },
      UnhealthyTasks: {
        description: `${service}: a task did not say for 10 minutes that it is well`,
        metric: group.metrics.unhealthyHostCount({ period, statistic: 'Minimum' }),
        threshold: 0,
        evaluationPeriods: 2,
      },
      FullTasks: {
        description: `${service}: a task gave nine tenths of the answers at once that it may: raise tasks.most of the setting container`,
        metric: tasks.streams('Maximum', period),
        threshold: settings.container.streams * 0.9,
        evaluationPeriods: 1,
      },
    };
  }
}
