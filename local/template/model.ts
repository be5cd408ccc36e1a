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
  readonly plans: readonly LocalPlan[];
  readonly userPools: readonly LocalUserPool[];
  /** By response type, such as `THROTTLED` or `DEFAULT_4XX`. */
  readonly gatewayResponses: ReadonlyMap<string, LocalGatewayResponse>;
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

export interface LocalMethod {
  readonly id: string;
  readonly httpMethod: string;
  /** Below the stage, as API Gateway writes it: `/`, `/chat`, `/requests/{id}`, `/{proxy+}`. */
  readonly resourcePath: string;
  readonly isKeyRequired: boolean;
  readonly authorizer?: LocalAuthorizer;
  readonly integration: LambdaIntegration | MockIntegration;
}

export interface LambdaIntegration {
  readonly kind: 'lambda';
  readonly functionId: string;
  readonly transferMode: 'STREAM' | 'BUFFERED';
  readonly timeoutMs: number;
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

export type LocalAuthorizer = LambdaAuthorizer | PoolAuthorizer | SignedRequests;

/** Callers sign with AWS credentials. */
interface SignedRequests {
  readonly kind: 'AWS_IAM';
}

/** Its statements. */
export type ResourcePolicy = readonly {
  readonly effect: 'Allow' | 'Deny';
  /** Or for some accounts, roles or users. */
  readonly isForAnyone: boolean;
  /** Below the API, with wildcards: `*`, `dev/GET/chat`. */
  readonly methods: string;
  /** VPC endpoints through which a request is not meant. */
  readonly unlessThrough?: readonly string[];
}[];

/** A request header that comes back as a response header if its value is one of a list. */
export interface HeaderEcho {
  readonly name: string;
  /** The request header's spellings. The first that has a value counts. */
  readonly requestHeaders: readonly string[];
  readonly values: readonly string[];
}

export interface LambdaAuthorizer {
  readonly id: string;
  readonly kind: 'TOKEN' | 'REQUEST';
  readonly identitySources: readonly IdentitySource[];
  /** TOKEN only: what the token must look like before the function is asked. */
  readonly validation?: string;
  readonly cacheTtlSeconds: number;
  readonly functionId: string;
}

export interface PoolAuthorizer {
  readonly id: string;
  readonly kind: 'COGNITO_USER_POOLS';
  /** The header with the token. */
  readonly header: string;
  readonly poolIds: readonly string[];
  /** Of which the method asks for one. Without any, an ID token is asked for. */
  readonly scopes: readonly string[];
}

export interface LocalUserPool {
  /** Such as us-east-1_AbCdEf123. */
  readonly id: string;
  readonly groups: readonly string[];
  readonly clients: readonly LocalPoolClient[];
}

export interface LocalPoolClient {
  readonly id: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly scopes: readonly string[];
  readonly accessTokenMinutes: number;
  readonly refreshTokenDays: number;
}

export interface IdentitySource {
  readonly from: 'header' | 'querystring';
  readonly name: string;
}

export interface LocalPlan {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly throttle?: Throttle;
  readonly quota?: Quota;
  readonly keys: readonly ApiKey[];
}

export interface ApiKey {
  readonly id: string;
  readonly value: string;
}

export interface Throttle {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

export interface Quota {
  readonly requests: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

export interface LocalGatewayResponse {
  readonly statusCode?: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body; may hold `$context` variables. */
  readonly template?: string;
}
