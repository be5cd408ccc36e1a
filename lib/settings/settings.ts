import type { FamilyName } from '../../lambda/models/families.ts';

/** A model that callers may name by its alias. */
export interface ModelSetting {
  /** Foundation model id, inference profile id (`us.…`, `global.…`) or application-inference-profile ARN. */
  readonly id: string;
  /**
   * For an application-inference-profile ARN only: the foundation model, or the geographic or global profile, that it
   * was made from. IAM needs it and the ARN hides it.
   */
  readonly foundationModel?: string;
  /** The regions a profile routes to. Default: every region of its geography, or the region of its ARN. */
  readonly regions?: readonly string[];
  /** What the model takes, where its id does not tell. Default: by the id of the foundation model. */
  readonly family?: FamilyName;
}

/** A guardrail of this account, which Bedrock checks every prompt and answer with. */
export interface GuardrailSetting {
  /** Its id or ARN. */
  readonly id: string;
  /** A number, or `DRAFT`. */
  readonly version: string;
  /** `sync`: no word leaves before it is checked. `async`: words flow at once, and some may before the check speaks. */
  readonly mode: 'sync' | 'async';
}

/** What a deployer chooses, in cdk.json's context or with `-c name=value`. Seconds may have decimals unless said. */
export interface Settings {
  /** The API's stage and the end of the stack's name: two stages live in one account side by side. */
  readonly stage: string;
  /** What callers may name. With `-c` it is JSON. */
  readonly models: Readonly<Record<string, ModelSetting>>;
  /** Names that clients can't be made to change, `gpt-4o-mini`, and the alias that each stands for. With `-c` it is JSON. */
  readonly modelNames: Readonly<Record<string, string>>;
  /** The alias that answers when a caller names no model. Default: the first of `models`. */
  readonly defaultModel: string;
  /** Goes ahead of every conversation that brings no system text of its own. */
  readonly systemPrompt?: string;
  /** Answers `GET /` without a message. */
  readonly defaultPrompt: string;
  /** The largest request body. Lambda's event holds 6 MB, headers included. */
  readonly maxBodyBytes: number;
  /** The most turns in one request. */
  readonly maxMessages: number;
  /** The most tokens one answer may have; always sent to Bedrock. */
  readonly maxTokens: number;
  /** The function's memory; its CPU share follows. */
  readonly memoryMb: number;
  /** The function's timeout in whole seconds. */
  readonly timeoutSeconds: number;
  /** How long API Gateway waits for the whole answer; at most `timeoutSeconds`. */
  readonly integrationTimeoutSeconds: number;
  /** How long before a limit that cuts silently an answer is ended honestly instead. */
  readonly marginSeconds: number;
  /** How long Bedrock may be silent. Default: 120, and 20 at the edge. */
  readonly idleSeconds: number;
  /** How long a stream is silent before it carries a heartbeat. Default: 15, and 10 at the edge. */
  readonly heartbeatSeconds: number;
  /** How long a form with a heartbeat waits for Bedrock's first event before it commits to status 200. */
  readonly commitAfterSeconds: number;
  /** With `-c` it is JSON. */
  readonly guardrail?: GuardrailSetting;
  /**
   * `on`: an environment prepares at its start what its first request would wait for (one made-up answer through the SDK, one
   * connection to Bedrock; no model is asked). `off`: it starts a little sooner and answers its first request later.
   */
  readonly prewarm: 'on' | 'off';
  /** Where Bedrock is called. Default: the region the stack is deployed to. */
  readonly bedrockRegion?: string;
  /** A regional API may be silent for 300 s, an edge-optimized one for 30 s. */
  readonly endpoint: 'regional' | 'edge';
  /** `key`: callers send an API key. `open`: anyone who knows the URL spends the account's money. */
  readonly access: 'key' | 'open';
  /** Requests per second: of the key, or of each method when access is open. */
  readonly throttleRate: number;
  /** How many requests may come at once. */
  readonly throttleBurst: number;
  /** Requests per month and key; access `open` has no quota. */
  readonly monthlyQuota: number;
  /** The one web origin that may call, or `*`: API Gateway's own answers are static and can't choose among several. */
  readonly corsOrigin: string;
  /** `api`: the API serves a chat page under `/web`, without a key; the page asks for one. `none`: it has no page. */
  readonly webPage: 'api' | 'none';
  /** How long CloudWatch keeps the function's log and the access log. */
  readonly logRetentionDays: number;
  /**
   * The role that lets API Gateway write logs is one per account and region. `create` makes it and keeps it when the
   * stack is destroyed; `existing` says that the account has one.
   */
  readonly apiGatewayLogRole: 'create' | 'existing';
  /** What becomes of the log groups when the stack is destroyed. */
  readonly removalPolicy: 'destroy' | 'retain';
  /** The most invocations at a time, taken from the account's pool. Default: no limit of its own. */
  readonly reservedConcurrency?: number;
  /** The SNS topic that alarms notify. Default: none; alarms then only show in CloudWatch. */
  readonly alarmTopicArn?: string;
  /** The alarm on slow first tokens fires when the 95th percentile is above this. */
  readonly ttftAlarmSeconds: number;
}

/** How long API Gateway lets a response be silent (API Gateway developer guide, response transfer mode, 2025). */
export const endpointIdleSeconds = { regional: 300, edge: 30 } as const satisfies Record<Settings['endpoint'], number>;
