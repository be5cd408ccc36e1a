import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  ApiKeySourceType,
  AuthorizationType,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  Resource,
  ResponseTransferMode,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import type { Protocol } from '../../lambda/protocols/protocol.ts';
import { accessLogFormat } from './access-log.ts';
import { acknowledge } from '../acknowledge.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import { KeyAuthorizers } from './key-authorizers.ts';
import { addMethodNotAllowed, addNotFound, addPreflight } from './mock-methods.ts';
import { toRemovalPolicy } from '../removal-policy.ts';
import type { Settings } from '../settings/settings.ts';
import type { WebPage } from '../functions/web-page.ts';

type Authorizers = KeyAuthorizers['byHeader'];

/** What the API needs to know of a wire protocol. */
export type RoutedProtocol = Pick<Protocol, 'routes' | 'requestHeaders' | 'keyHeader'>;

export interface ChatApiProps {
  readonly settings: Settings;
  readonly name: string;
  readonly protocols: readonly RoutedProtocol[];
  readonly handler: IFunction;
  /** The folder with the bundles. */
  readonly codePath: string;
  readonly webPage?: WebPage;
}

/** The REST API: one STREAM method per route of the protocols, and answers of its own for everything else. */
export class ChatApi extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, { settings, name, protocols, handler, codePath, webPage }: ChatApiProps) {
    super(scope, id);
    this.api = this.#addApi(name, settings);
    addGatewayResponses(this.api, settings.corsOrigin);
    this.#addRoutes(protocols, handler, settings, this.#addAuthorizers(protocols, settings, codePath));
    webPage?.addRoutes(this.api, settings.corsOrigin);
    this.#addUnknownPaths(settings.corsOrigin);
  }

  #addApi(name: string, settings: Settings): RestApi {
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: settings.logRetentionDays,
      removalPolicy: toRemovalPolicy(settings),
    });
    const api = new RestApi(this, 'Api', {
      restApiName: name,
      description: 'Rivulet: a streaming chat API on Amazon Bedrock',
      endpointTypes: [settings.endpoint === 'edge' ? EndpointType.EDGE : EndpointType.REGIONAL],
      apiKeySourceType: settings.access === 'key' ? ApiKeySourceType.AUTHORIZER : ApiKeySourceType.HEADER,
      // A stage with an access log can't be deployed in an account without this role; the stage depends on it.
      ...(settings.apiGatewayLogRole === 'create'
        ? { cloudWatchRole: true, cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }
        : { cloudWatchRole: false }),
      deployOptions: {
        stageName: settings.stage,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat,
        tracingEnabled: true,
        throttlingRateLimit: settings.throttleRate,
        throttlingBurstLimit: settings.throttleBurst,
      },
    });
    // CDK's own output of the same URL.
    api.node.tryRemoveChild('Endpoint');
    acknowledge(api, {
      'AwsSolutions-APIG2': 'The function checks requests: its answer names the field, in the protocol of the client.',
      'AwsSolutions-APIG4': 'API keys or, when access is open, nobody: see the access setting. Mocks answer everyone.',
      'AwsSolutions-COG4': 'API keys authorize callers, so that curl and the official SDKs can call.',
      'AwsSolutions-APIG3': 'A web ACL has a monthly price; the usage plan limits rate and quota.',
      'AwsSolutions-APIG6': 'Execution logs hold prompts and keys, and streams have none; the access log is on.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        'The policy that API Gateway asks for in the role of the whole account.',
    });
    return api;
  }

  #addAuthorizers(protocols: readonly RoutedProtocol[], settings: Settings, codePath: string): Authorizers {
    if (settings.access === 'open') return new Map();
    const headers = protocols.map(({ keyHeader }) => keyHeader);
    return new KeyAuthorizers(this, 'Keys', { settings, codePath, headers }).byHeader;
  }

  #addRoutes(
    protocols: readonly RoutedProtocol[],
    handler: IFunction,
    settings: Settings,
    authorizers: Authorizers,
  ): void {
    const integration = new LambdaIntegration(handler, {
      responseTransferMode: ResponseTransferMode.STREAM,
      timeout: Duration.millis(Math.round(settings.integrationTimeoutSeconds * 1000)),
      allowTestInvoke: false,
    });
    const routes = protocols.flatMap(({ keyHeader, routes: own }) => own.map((route) => ({ ...route, keyHeader })));
    const headers = protocols.flatMap((protocol) => protocol.requestHeaders);
    for (const [path, ofPath] of Map.groupBy(routes, (route) => route.path)) {
      const resource = this.api.root.resourceForPath(path);
      const methods = ofPath.map((route) => route.method);
      for (const { method, keyHeader } of ofPath) {
        const authorizer = authorizers.get(keyHeader);
        resource.addMethod(method, integration, {
          apiKeyRequired: settings.access === 'key',
          ...(authorizer ? { authorizer } : { authorizationType: AuthorizationType.NONE }),
        });
      }
      addPreflight(resource, settings.corsOrigin, methods, headers);
      addMethodNotAllowed(resource, settings.corsOrigin, [...methods, 'OPTIONS']);
    }
  }

  /** Paths that only lead to others (`/v1`) and those that nothing leads to. */
  #addUnknownPaths(corsOrigin: string): void {
    const routed = new Set<IConstruct>(this.api.methods.map((method) => method.resource));
    for (const child of this.api.node.findAll()) {
      if (child instanceof Resource && !routed.has(child)) addNotFound(child, corsOrigin);
    }
    addNotFound(this.api.root.addResource('{proxy+}'), corsOrigin);
  }
}
