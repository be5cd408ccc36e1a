import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IVpcLink, VpcLink } from 'aws-cdk-lib/aws-apigateway';
import { CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  DesyncMitigationMode,
  type IApplicationLoadBalancerTarget,
  ListenerAction,
  ListenerCondition,
  TargetGroupLoadBalancingAlgorithmType,
  XffHeaderProcessingMode,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { originHeader } from '../../../lambda/entries/container/handed-over.ts';
import { acknowledge } from '../../acknowledge.ts';
import { endpointIdleSeconds } from '../../settings/rows/time.ts';
import type { Network } from './network.ts';

/** The only way to the tasks: API Gateway's link, and a load balancer that takes from the link alone what carries the secret. */
export class Front extends Construct {
  readonly link: IVpcLink;
  readonly loadBalancer: ApplicationLoadBalancer;
  /** What the integration sends and nobody else knows. */
  readonly origin: ISecret;
  /** Of the link. */
  readonly subnetIds: readonly string[];
  readonly #listener: ApplicationListener;

  constructor(scope: Construct, id: string, { vpc }: Pick<Network, 'vpc'>, service: string) {
    super(scope, id);
    const linkGroup = new SecurityGroup(this, 'LinkGroup', {
      vpc,
      allowAllOutbound: false,
      description: 'The link of API Gateway, which reaches the load balancer and nothing else',
    });
    const group = new SecurityGroup(this, 'Group', {
      vpc,
      allowAllOutbound: false,
      description: 'The load balancer, which the link of API Gateway reaches and nothing else',
    });
    linkGroup.connections.allowTo(group, Port.HTTP, 'requests');
    this.subnetIds = vpc.privateSubnets.map(({ subnetId }) => subnetId);
    const link = new CfnVpcLink(this, 'Link', {
      name: service,
      subnetIds: [...this.subnetIds],
      securityGroupIds: [linkGroup.securityGroupId],
    });
    // CDK 2.276 knows links of the first version only, and needs no more of this one than its id.
    this.link = VpcLink.fromVpcLinkId(this, 'FoundLink', link.ref);
    const origin = new Secret(this, 'Origin', {
      description: `${service}: what API Gateway alone sends to the load balancer`,
      generateSecretString: { excludePunctuation: true, passwordLength: 48 },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The same one as its interface, which the class does not fit (exactOptionalPropertyTypes).
    this.origin = Secret.fromSecretCompleteArn(this, 'FoundOrigin', origin.secretArn);
    this.loadBalancer = new ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      vpcSubnets: { subnets: vpc.privateSubnets },
      internetFacing: false,
      securityGroup: group,
      // Not before API Gateway, which heartbeats keep from cutting a silent answer.
      idleTimeout: Duration.seconds(endpointIdleSeconds.regional + 60),
      // Stricter refuses what API Gateway may pass on, such as a GET with a length of 0. It writes each request anew.
      desyncMitigationMode: DesyncMitigationMode.DEFENSIVE,
      dropInvalidHeaderFields: true,
      xffHeaderProcessingMode: XffHeaderProcessingMode.REMOVE,
    });
    this.#listener = this.loadBalancer.addListener('Listener', {
      protocol: ApplicationProtocol.HTTP,
      open: false,
      defaultAction: ListenerAction.fixedResponse(403),
    });
    acknowledge(this.loadBalancer, {
      'AwsSolutions-ELB2': 'The access log of the API has each request, and nothing else reaches the load balancer.',
    });
    acknowledge(origin, {
      'AwsSolutions-SMG4':
        'The integration has it from the deployment: a rotation would refuse everybody until the next one. It opens nothing from outside of the network.',
    });
  }

  /** Requests go to these, the least busy one first. One that leaves has `drain` for its answers. */
  addTasks(tasks: IApplicationLoadBalancerTarget, drain: Duration): ApplicationTargetGroup {
    return this.#listener.addTargets('Tasks', {
      priority: 1,
      conditions: [ListenerCondition.httpHeader(originHeader, [this.origin.secretValue.unsafeUnwrap()])],
      protocol: ApplicationProtocol.HTTP,
      targets: [tasks],
      deregistrationDelay: drain,
      loadBalancingAlgorithmType: TargetGroupLoadBalancingAlgorithmType.LEAST_OUTSTANDING_REQUESTS,
      // Patient: a task that is ended cuts hundreds of answers, and a busy one answers late.
      healthCheck: {
        path: '/health',
        interval: Duration.seconds(15),
        timeout: Duration.seconds(10),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 5,
      },
    });
  }
}
