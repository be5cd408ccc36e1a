import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Cluster, FargateService, type FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import { ownMetric } from '../../metrics.ts';
import type { ChatParts } from '../chat-parts.ts';
import type { Network } from './network.ts';

/** How full a task is, on average, when one more is started: that takes a minute or two, in which more answers begin. */
const fullness = 0.6;

interface TasksProps {
  readonly parts: Pick<ChatParts, 'settings' | 'service'>;
  readonly network: Network;
  readonly definition: FargateTaskDefinition;
}

/** As many tasks as the answers at once need. */
export class Tasks extends Construct {
  readonly service: FargateService;
  /** The answers at once in one task, as each of them says every 15 s. */
  readonly streams: (statistic: 'Average' | 'Maximum', period: Duration) => Metric;

  constructor(scope: Construct, id: string, { parts, network: { vpc, waysOut }, definition }: TasksProps) {
    super(scope, id);
    const { tasks, streams } = parts.settings.container;
    const cluster = new Cluster(this, 'Cluster', { vpc });
    acknowledge(cluster, {
      'AwsSolutions-ECS4': 'The process writes its own metrics; Container Insights is billed by the metric.',
    });
    const group = new SecurityGroup(this, 'Group', {
      vpc,
      allowAllOutbound: false,
      description: 'The tasks, which the load balancer reaches and nothing else',
    });
    group.addEgressRule(Peer.anyIpv4(), Port.HTTPS, 'to AWS, and to what agents call');
    this.service = new FargateService(this, 'Service', {
      // The same one as its interface, which the class does not fit (exactOptionalPropertyTypes).
      cluster: Cluster.fromClusterAttributes(this, 'FoundCluster', { clusterName: cluster.clusterName, vpc }),
      taskDefinition: definition,
      vpcSubnets: { subnets: vpc.privateSubnets },
      securityGroups: [group],
      // Where their number changes by itself, a deployment must not set it back.
      ...(tasks.most === tasks.least && { desiredCount: tasks.least }),
      // A deployment starts all new tasks before it takes requests from the old ones, which then end their answers.
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
      healthCheckGracePeriod: Duration.minutes(1),
    });
    this.service.node.addDependency(...waysOut);
    this.streams = (statistic, period) => ownMetric(parts.service, 'Streams', statistic, period);
    if (tasks.most > tasks.least) {
      this.service
        .autoScaleTaskCount({ minCapacity: tasks.least, maxCapacity: tasks.most })
        .scaleToTrackCustomMetric('Streams', {
          metric: this.streams('Average', Duration.minutes(1)),
          targetValue: streams * fullness,
          scaleOutCooldown: Duration.minutes(1),
          scaleInCooldown: Duration.minutes(5),
        });
    }
  }
}
