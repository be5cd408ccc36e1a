import { Annotations } from 'aws-cdk-lib';
import {
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct, IDependable } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import type { Settings } from '../../settings/settings.ts';

/** Where tasks and load balancer are. */
export interface Network {
  /** Its private subnets are those of the tasks, the load balancer and the VPC link. */
  readonly vpc: IVpc;
  /** What must be there before a task can start: the ways out. */
  readonly waysOut: readonly IDependable[];
}

/** The smallest that a load balancer takes: two zones. One that exists is taken as it is, with its ways to AWS. */
export function toNetwork(scope: Construct, settings: Settings): Network {
  const { network } = settings.container;
  if (typeof network === 'object') return { vpc: findVpc(scope, 'Vpc', network), waysOut: [] };
  const vpc = network === 'nat' ? addWithNat(scope) : addIsolated(scope);
  acknowledge(vpc, {
    'AwsSolutions-VPC7': 'Flow logs are billed by the GB. Each request is in the access log of the API.',
  });
  // Both are free, and the layers of images come from S3.
  vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 });
  vpc.addGatewayEndpoint('Table', { service: GatewayVpcEndpointAwsService.DYNAMODB });
  const subnetIds = [...vpc.privateSubnets, ...vpc.isolatedSubnets].map(({ subnetId }) => subnetId);
  const found = findVpc(scope, 'Found', { vpcId: vpc.vpcId, subnetIds });
  if (network === 'endpoints') addEndpoints(vpc, groupOfEndpoints(scope, found, vpc.vpcCidrBlock), settings);
  return { vpc: found, waysOut: [vpc] };
}

const small = {
  maxAzs: 2,
  // CDK would close the group that nothing uses by a function of its own.
  restrictDefaultSecurityGroup: false,
} as const;

/** One gateway to the internet for both zones: while its zone is down, the tasks of the other answer nothing either. */
function addWithNat(scope: Construct): Vpc {
  return new Vpc(scope, 'Vpc', {
    ...small,
    natGateways: 1,
    subnetConfiguration: [
      { name: 'gateway', subnetType: SubnetType.PUBLIC, cidrMask: 28, mapPublicIpOnLaunch: false },
      { name: 'tasks', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 22 },
    ],
  });
}

function addIsolated(scope: Construct): Vpc {
  return new Vpc(scope, 'Vpc', {
    ...small,
    natGateways: 0,
    subnetConfiguration: [{ name: 'tasks', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 22 }],
  });
}

/** What a task calls, each by a door of its own: its image, its log, its secret, Bedrock. */
function addEndpoints(vpc: Vpc, group: SecurityGroup, { knowledge }: Settings): void {
  const services = {
    Images: InterfaceVpcEndpointAwsService.ECR,
    Layers: InterfaceVpcEndpointAwsService.ECR_DOCKER,
    Logs: InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS,
    Secrets: InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
    Bedrock: InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME,
    ...(Object.keys(knowledge).length > 0 && { Knowledge: InterfaceVpcEndpointAwsService.BEDROCK_AGENT_RUNTIME }),
  };
  for (const [id, service] of Object.entries(services)) {
    vpc.addInterfaceEndpoint(id, { service, securityGroups: [group], open: false });
  }
}

function groupOfEndpoints(scope: Construct, vpc: IVpc, range: string): SecurityGroup {
  const group = new SecurityGroup(scope, 'EndpointGroup', {
    vpc,
    allowAllOutbound: false,
    description: 'Endpoints of AWS services, for this network alone',
  });
  group.addIngressRule(Peer.ipv4(range), Port.HTTPS, 'from the tasks');
  acknowledge(group, {
    'AwsSolutions-EC23': 'The range of the network is known when it is deployed: nothing else comes in.',
  });
  return group;
}

/** One's own is found, too: whoever uses a network need not know which it is. */
function findVpc(
  scope: Construct,
  id: string,
  { vpcId, subnetIds }: Exclude<Settings['container']['network'], string>,
): IVpc {
  const vpc = Vpc.fromVpcAttributes(scope, id, {
    vpcId,
    // Asked for, and used for nothing here.
    availabilityZones: [...subnetIds],
    privateSubnetIds: [...subnetIds],
  });
  // Nothing here asks for the routes of a network that is found.
  Annotations.of(vpc).acknowledgeWarning('@aws-cdk/aws-ec2:noSubnetRouteTableId');
  return vpc;
}
