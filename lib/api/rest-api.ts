import { RemovalPolicy } from 'aws-cdk-lib';
import {
  ApiKeySourceType,
  type EndpointConfiguration,
  EndpointType,
  LogGroupLogDestination,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { InterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { toResourcePolicy } from '../access/resource-policy.ts';
import { acknowledge } from '../acknowledge.ts';
import { toRemovalPolicy } from '../removal-policy.ts';
import type { Settings } from '../settings/settings.ts';
import { toAccessLogFormat } from './access-log.ts';

interface AddedApi {
  readonly api: RestApi;
  /** Has a line for each request. */
  readonly accessLog: ILogGroup;
}

/** The API without a route: its endpoint, and its stage with the access log and the limits for everyone. */
export function addRestApi(scope: Construct, name: string, settings: Settings): AddedApi {
  const accessLog = new LogGroup(scope, 'AccessLog', {
    retention: settings.logRetentionDays,
    removalPolicy: toRemovalPolicy(settings),
  });
  const policy = toResourcePolicy(settings);
  const api = new RestApi(scope, 'Api', {
    restApiName: name,
    description: 'Rivulet: a streaming chat API on Amazon Bedrock',
    endpointConfiguration: toEndpoint(scope, settings),
    ...(policy && { policy }),
    ...(settings.domain && { disableExecuteApiEndpoint: true }),
    apiKeySourceType: settings.access === 'key' ? ApiKeySourceType.AUTHORIZER : ApiKeySourceType.HEADER,
    // A stage with an access log can't be deployed in an account without this role; the stage depends on it.
    ...(settings.apiGatewayLogRole === 'create'
      ? { cloudWatchRole: true, cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }
      : { cloudWatchRole: false }),
    deployOptions: {
      stageName: settings.stage,
      accessLogDestination: new LogGroupLogDestination(accessLog),
      accessLogFormat: toAccessLogFormat(settings),
      tracingEnabled: true,
      throttlingRateLimit: settings.throttleRate,
      throttlingBurstLimit: settings.throttleBurst,
    },
  });
  // CDK's own output of the same URL.
  api.node.tryRemoveChild('Endpoint');
  acknowledge(api, {
    'AwsSolutions-APIG2': 'The function checks requests: its answer names the field, in the protocol of the client.',
    'AwsSolutions-APIG4':
      'Keys, tokens, signatures or, when access is open, nothing: see the access setting. Mocks and the page answer everyone.',
    'AwsSolutions-COG4':
      'A user pool authorizes callers only with access cognito; the page and the mocks answer everyone.',
    ...(typeof settings.waf === 'string' && {
      'AwsSolutions-APIG3':
        'A web ACL has a monthly price: the setting waf makes one. Without it the stage limits the rate of all, and keys have a quota.',
    }),
    'AwsSolutions-APIG6': 'Execution logs hold prompts and keys, and streams have none; the access log is on.',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
      'The policy that API Gateway requires for the role of the whole account.',
  });
  return { api, accessLog };
}

function toEndpoint(scope: Construct, { endpoint, private: privateEndpoint }: Settings): EndpointConfiguration {
  if (!privateEndpoint) return { types: [endpoint === 'edge' ? EndpointType.EDGE : EndpointType.REGIONAL] };
  const vpcEndpoints = privateEndpoint.vpcEndpointIds.map((vpcEndpointId) =>
    InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(scope, vpcEndpointId, { vpcEndpointId, port: 443 }),
  );
  return { types: [EndpointType.PRIVATE], vpcEndpoints };
}
