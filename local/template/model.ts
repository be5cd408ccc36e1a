import type { LocalTable } from './dynamodb/local-table.ts';
import type {
  LocalAuthorizer,
  ResourcePolicy,
  HeaderEcho,
  LocalUserPool,
  LocalPlan,
  Throttle,
} from './access-model.ts';

/** API Gateway and Lambda as the synthesized template describes them: plain data, every reference resolved. */
export interface LocalApi {
  readonly apiId: string;
  readonly accountId: string;
  readonly region: string;
  readonly stageName: string;
  readonly endpointType: 'REGIONAL' | 'EDGE' | 'PRIVATE';
  /** Through which a private API is reached. */
  readonly vpcEndpointIds: readonly string[];
  /** A name of its own: then the stage is not in its paths. */
  readonly domainName?: string;
  /** Who may call, besides what a method asks for. */
  readonly policy?: ResourcePolicy;
  /** Where API Gateway looks for the API key: the `x-api-key` header, or what the authorizer returns. */
  readonly keySource: 'HEADER' | 'AUTHORIZER';
  readonly binaryMediaTypes: readonly string[];
  readonly throttle?: Throttle;
  readonly accessLogFormat?: string;
  readonly methods: readonly LocalMethod[];
  readonly functions: readonly LocalFunction[];
  readonly containers: readonly LocalContainer[];
  readonly plans: readonly LocalPlan[];
  readonly userPools: readonly LocalUserPool[];
  readonly tables: readonly LocalTable[];
  /** By response type, such as `THROTTLED` or `DEFAULT_4XX`. */
  readonly gatewayResponses: ReadonlyMap<string, LocalGatewayResponse>;
  /** What the stack prints, by the names of its outputs: those that can be known here. */
  readonly outputs: ReadonlyMap<string, string>;
  /** What the policies of the stack allow, such as `bedrock:InvokeModel`. */
  readonly allowedActions: readonly string[];
  /** What the stack has and the stage leaves out, a sentence each. */
  readonly notEmulated: readonly string[];
}

export interface LocalFunction {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly handler: string;
  /** Folder with the function's code, absolute. */
  readonly codePath: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly reservedConcurrency?: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** A service of ECS, of which one task runs here. */
export interface LocalContainer {
  readonly id: string;
  readonly name: string;
  readonly command: readonly string[];
  /** Folder with the image's files, absolute. */
  readonly codePath: string;
  /** With the values of its secrets. */
  readonly environment: Readonly<Record<string, string>>;
  /** The load balancer in front. */
  readonly loadBalancer: string;
  /** The header, in lower case, without which the load balancer passes nothing on, and its values. */
  readonly asks: { readonly header: string; readonly values: readonly string[] };
}

export interface LocalMethod {
  readonly id: string;
  readonly httpMethod: string;
  /** Below the stage, as API Gateway writes it: `/`, `/chat`, `/requests/{id}`, `/{proxy+}`. */
  readonly resourcePath: string;
  readonly isKeyRequired: boolean;
  readonly authorizer?: LocalAuthorizer;
  readonly integration: LambdaIntegration | PrivateIntegration | ProxyIntegration | MockIntegration;
}

export interface LambdaIntegration {
  readonly kind: 'lambda';
  readonly functionId: string;
  readonly transferMode: 'STREAM' | 'BUFFERED';
  readonly timeoutMs: number;
}

/** A request that goes on as HTTP. */
export interface PassedOn {
  /** `ANY`: as the client has it. */
  readonly httpMethod: string;
  /** Parts may be parameters. */
  readonly path: string;
  /** What API Gateway writes into headers, by their names: `'text'`, or `context.requestId`. */
  readonly headers: ReadonlyMap<string, string>;
  /** And into the path. */
  readonly pathParameters: ReadonlyMap<string, string>;
  readonly transferMode: 'STREAM';
  readonly timeoutMs: number;
}

/** Over a VPC link to a load balancer. */
export interface PrivateIntegration extends PassedOn {
  readonly kind: 'private';
  readonly containerId: string;
}

/** To a backend that is not this stack's. */
export interface ProxyIntegration extends PassedOn {
  readonly kind: 'proxy';
  /** Such as https://agent.example.com */
  readonly origin: string;
}

export interface MockIntegration {
  readonly kind: 'mock';
  readonly passthrough: 'NEVER' | 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES';
  /** The status that each request template sets, by media type. */
  readonly statusByMediaType: Readonly<Record<string, number>>;
  readonly responses: readonly MockResponse[];
}

export interface MockResponse {
  readonly statusCode: number;
  /** The mock statuses it answers; the response without a pattern answers all others. */
  readonly selectionPattern?: string;
  /** Values may hold `$context` variables. */
  readonly headers: Readonly<Record<string, string>>;
  readonly echo?: HeaderEcho;
  readonly body?: { readonly mediaType: string; readonly text: string };
}

export interface LocalGatewayResponse {
  readonly statusCode?: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body; may hold `$context` variables. */
  readonly template?: string;
}
