import { createHash } from 'node:crypto';
import { lookUp } from '../../look-up.ts';
import { refuse, type ResourceName } from './refuse.ts';
import type { Json, Template } from './template.ts';

/** Where the template would be deployed. */
export interface Deployment {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
}

export interface References {
  /** What `Ref` returns. */
  readonly ref: (name: string, at: ResourceName) => Json;
  /** What `Fn::GetAtt` returns. */
  readonly attribute: (id: string, name: string, at: ResourceName) => string;
  readonly physicalName: (id: string) => string;
}

/** The property that names a resource, for types whose `Ref` is that name. */
const nameProperties: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::DomainName': 'DomainName',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::Cognito::UserPoolDomain': 'Domain',
  'AWS::Cognito::UserPoolResourceServer': 'Identifier',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
};

/** What `Fn::GetAtt` calls the ARN, for types that do not say `Arn`. */
const arnAttributes: Readonly<Record<string, string>> = {
  'AWS::Bedrock::KnowledgeBase': 'KnowledgeBaseArn',
  'AWS::S3Vectors::Index': 'IndexArn',
  'AWS::S3Vectors::VectorBucket': 'VectorBucketArn',
};

const refIsArn: ReadonlySet<string> = new Set([
  'AWS::S3Vectors::Index',
  'AWS::S3Vectors::VectorBucket',
  'AWS::StepFunctions::StateMachine',
]);

export function createReferences(
  template: Template,
  deployment: Deployment,
  resolve: (value: Json, at: ResourceName) => Json | undefined,
): References {
  const { stackName, region, accountId } = deployment;
  const pseudoParameters: Readonly<Record<string, Json>> = {
    'AWS::AccountId': accountId,
    'AWS::NotificationARNs': [],
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/local`,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };

  function physicalName(id: string): string {
    const resource = lookUp(template.Resources, id);
    const letters = id.replaceAll(/[^A-Za-z0-9]/g, '');
    if (resource?.Type === 'AWS::Cognito::UserPool') return `${region}_${letters}`;
    if (resource?.Type === 'AWS::Cognito::UserPoolClient') return letters.toLowerCase();
    if (resource?.Type === 'AWS::Bedrock::Guardrail') return letters.toLowerCase();
    if (resource?.Type === 'AWS::Bedrock::KnowledgeBase') return toTenCharacters(`${stackName}/${id}`);
    const property = lookUp(nameProperties, resource?.Type ?? '');
    const given = property === undefined ? undefined : lookUp(resource?.Properties ?? {}, property);
    const name = given === undefined ? undefined : resolve(given, { id, type: resource?.Type ?? '' });
    if (typeof name === 'string') return name;
    return resource?.Type === 'AWS::S3::Bucket' ? `${stackName}-${letters}`.toLowerCase() : `${stackName}-${id}`;
  }

  function toArn(type: string, id: string): string | undefined {
    const name = physicalName(id);
    switch (type) {
      case 'AWS::Bedrock::KnowledgeBase':
        return `arn:aws:bedrock:${region}:${accountId}:knowledge-base/${name}`;
      case 'AWS::Cognito::UserPool':
        return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${name}`;
      case 'AWS::DynamoDB::Table':
        return `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
      case 'AWS::IAM::Role':
        return `arn:aws:iam::${accountId}:role/${name}`;
      case 'AWS::Lambda::Function':
        return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
      case 'AWS::Logs::LogGroup':
        return `arn:aws:logs:${region}:${accountId}:log-group:${name}:*`;
      case 'AWS::S3::Bucket':
        return `arn:aws:s3:::${name}`;
      case 'AWS::S3Vectors::Index':
      case 'AWS::S3Vectors::VectorBucket':
        return `arn:aws:s3vectors:${region}:${accountId}:${type.endsWith('Index') ? 'index' : 'bucket'}/${name}`;
      case 'AWS::StepFunctions::StateMachine':
        return `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
      default:
        return undefined;
    }
  }

  return {
    physicalName,
    ref(name, at) {
      const pseudo = lookUp(pseudoParameters, name);
      if (pseudo !== undefined) return pseudo;
      const parameter = lookUp(template.Parameters, name);
      if (parameter) return parameter.Default ?? refuse(at, `parameter ${name} has no default value`);
      const type = lookUp(template.Resources, name)?.Type;
      if (type !== undefined) return (refIsArn.has(type) ? toArn(type, name) : undefined) ?? physicalName(name);
      return refuse(at, `Ref to ${name}, which the template doesn't define`);
    },
    attribute(id, name, at) {
      const type = lookUp(template.Resources, id)?.Type;
      if (type === undefined) return refuse(at, `Fn::GetAtt of ${id}, which the template doesn't define`);
      if (type === 'AWS::ApiGateway::RestApi' && name === 'RootResourceId') return `${id}/root`;
      const arn = name === 'Arn' || name === lookUp(arnAttributes, type) ? toArn(type, id) : undefined;
      if (arn !== undefined) return arn;
      // The first version of a guardrail.
      if (type === 'AWS::Bedrock::GuardrailVersion' && name === 'Version') return '1';
      if (type === 'AWS::Bedrock::DataSource' && name === 'DataSourceId') return toTenCharacters(`${stackName}/${id}`);
      if (type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && name === 'DNSName')
        return `internal-${physicalName(id).toLowerCase()}.elb.${region}.amazonaws.com`;
      if (name.endsWith('Id')) return physicalName(id);
      return refuse(at, `Fn::GetAtt ${id}.${name} of ${type} is not supported`);
    },
  };
}

/** An id as Bedrock gives it to knowledge bases and data sources, the same one each time. */
function toTenCharacters(what: string): string {
  const hash = createHash('sha256').update(what).digest('hex');
  return BigInt(`0x${hash}`).toString(36).toUpperCase().slice(-10);
}
