import type { Resolver } from './intrinsics.ts';
import { refuse, type ResourceName } from './refuse.ts';
import { fillInSecrets } from '../containers/secrets.ts';
import { isRecord, type Json, type Template } from './template.ts';

export interface Resource extends ResourceName {
  /** What its `Ref` returns. */
  readonly name: string;
  readonly properties: Readonly<Record<string, Json>>;
}

/** Types that change how a request is answered, and that the stage supports. */
const emulatedTypes: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::ApiKey',
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::UsagePlanKey',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolGroup',
  'AWS::DynamoDB::Table',
  'AWS::ECS::Service',
  'AWS::ECS::TaskDefinition',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::Lambda::Function',
]);

/** Types that change nothing about how a request is answered here. Some do on AWS: ../not-emulated.ts says so. */
const silentTypes: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGatewayV2::VpcLink',
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::Bedrock::DataSource',
  'AWS::Bedrock::Guardrail',
  'AWS::Bedrock::GuardrailVersion',
  'AWS::Bedrock::KnowledgeBase',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Cognito::ManagedLoginBranding',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::EC2::EIP',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::NatGateway',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCEndpoint',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::ECS::Cluster',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Route53::RecordSet',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::S3Vectors::Index',
  'AWS::S3Vectors::VectorBucket',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::SecretsManager::Secret',
  'AWS::StepFunctions::StateMachine',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::WAFv2::WebACL',
  'AWS::WAFv2::WebACLAssociation',
  'Custom::S3AutoDeleteObjects',
]);

/** The resources that are deployed and matter here, with references resolved. Refuses a type that is not supported. */
export function readResources(
  template: Template,
  resolver: Resolver,
  secrets: ReadonlyMap<string, string> = new Map(),
): Resource[] {
  const resources: Resource[] = [];
  for (const [id, { Type: type, Properties, Condition }] of Object.entries(template.Resources)) {
    const name: ResourceName = { id, type };
    if (silentTypes.has(type) || (Condition !== undefined && !resolver.holds(Condition, name))) continue;
    if (!emulatedTypes.has(type)) refuse(name, 'this resource type is not supported');
    const properties = fillInSecrets(resolver.resolve(Properties ?? {}, name) ?? {}, secrets);
    resources.push({ id, type, name: resolver.physicalName(id), properties: isRecord(properties) ? properties : {} });
  }
  return resources;
}

export function ofType(resources: readonly Resource[], type: string): Resource[] {
  return resources.filter((resource) => resource.type === `AWS::${type}`);
}
