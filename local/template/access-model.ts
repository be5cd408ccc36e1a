// What lets callers in, as the template describes it.

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
