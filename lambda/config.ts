import type { Plans } from './access/plans.ts';
import type { WayIn } from './access/way-in.ts';
import type { Names } from './models/names.ts';

/**
 * What the settings say, in the function's words. `lib/settings/to-config.ts` writes it as `settings.json` beside the code, and
 * `entries/read-config.ts` reads it back: the compiler checks both ends, and a function that can't read it fails at init.
 */
export interface StaticConfig extends Names {
  readonly systemPrompt?: string;
  /** Answers `GET /` without a message. */
  readonly defaultPrompt: string;
  /** Left out, the function's own. */
  readonly bedrockRegion?: string;
  /** What API Gateway asks of callers. */
  readonly access: WayIn;
  /** What Bedrock checks every prompt and answer with. Empty for one that the stack makes: its id is known only at deployment. */
  readonly guardrail?: GuardrailConfig | Readonly<Record<string, never>>;
  /** Which callers there are, and what they may name. */
  readonly plans: Plans;
  /** What becomes of a request whose budget can't be checked. */
  readonly budgetFailure: BudgetFailure;
  /** Whether callers can cancel their requests. */
  readonly isCancellable: boolean;
  /** Where names and plans may change while the deployment runs: a digest of what was deployed. Changes are of one deployment. Left out, they may not. */
  readonly deployment?: string;
  /** Whether it is counted what each caller uses in a day. */
  readonly countsUsage?: boolean;
  /** How conversations are kept. Left out, they are not. */
  readonly conversations?: ConversationsConfig;
  /** How files are served. Left out, they are not. */
  readonly files?: FilesConfig;
  /** The origins whose pages may read answers. Left out, all. */
  readonly corsOrigins?: readonly string[];
  readonly maxBodyBytes: number;
  readonly maxTurns: number;
  /** The tokens of an answer whose request does not say how many; always sent to Bedrock. */
  readonly maxTokens: number;
  /** The most that a request may ask for. Left out, what its model can. */
  readonly maxTokensCap?: number;
  /** How long API Gateway waits for the whole answer, from `requestTimeEpoch`. */
  readonly integrationTimeoutMs: number;
  /** How long API Gateway lets a response be silent. */
  readonly endpointIdleMs: number;
  /** How long before a limit that would cut an answer without an error the answer is ended with one. */
  readonly marginMs: number;
  /** How long Bedrock may be silent. */
  readonly upstreamIdleMs: number;
  /** How long a model with fallbacks may take to its first event. */
  readonly fallbackAfterMs?: number;
  readonly heartbeatMs: number;
  /** Whether an environment does at its start what its first request would otherwise wait for. */
  readonly isPrewarmed: boolean;
  /** Whether it also loads the agents. */
  readonly areAgentsPrewarmed?: boolean;
  /** How long a format with a heartbeat waits for Bedrock's first event before it commits to 200. */
  readonly commitAfterMs: number;
}

/** `closed`: it is refused. `open`: it is answered. */
export const budgetFailures = ['closed', 'open'] as const;
export type BudgetFailure = (typeof budgetFailures)[number];

export interface FilesConfig {
  /** How the keys begin that are served: empty, or with a slash at its end. */
  readonly prefix: string;
  /** Whether each caller has files of its own. */
  readonly isPerCaller: boolean;
  /** What may be put. Left out, nothing. */
  readonly upload?: {
    readonly maxBytes: number;
    /** How long the URL holds. */
    readonly ms: number;
    /** Media types, some of them with a `*` behind the slash. */
    readonly types: readonly string[];
  };
  /** The most that one answer may have, where what answers has a limit. */
  readonly mostBytes?: number;
  /** The most that a player gets at once, where nobody is told when it leaves. */
  readonly mostBytesOfPart?: number;
}

interface ConversationsConfig {
  /** How long each turn is kept. */
  readonly keptMs: number;
  /** How often a running answer is kept. */
  readonly keepMs: number;
  /** How many tokens of earlier turns a model is shown, about. */
  readonly historyTokens: number;
}

/** What the deployment sets for the function. */
export interface Config extends StaticConfig {
  readonly bedrockRegion: string;
  readonly guardrail?: GuardrailConfig;
  readonly table?: TableConfig;
  readonly filesAt?: BucketConfig;
}

/** As ConverseStream takes it. */
interface GuardrailConfig {
  readonly guardrailIdentifier: string;
  readonly guardrailVersion: string;
  /** `sync`: no word leaves before it is checked. `async`: words flow, and the check may come too late for some. */
  readonly streamProcessingMode: 'sync' | 'async';
}

/** Where the table is that features keep things in. */
export interface TableConfig {
  readonly name: string;
  readonly endpoint: string;
  readonly region: string;
}

/** Where the bucket is that files are in. */
export interface BucketConfig {
  /** Of the bucket itself. */
  readonly url: string;
  readonly region: string;
}
