import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Plans, plansShape } from './access/plans.ts';
import { type WayIn, waysIn } from './access/way-in.ts';
import { Failure } from './chat/failure.ts';
import { type Names, nameShapes } from './models/names.ts';
import { parseJson } from './read/parse-json.ts';
import { boolean, listOf, number, object, oneOf, optional, type Shape, text } from './read/shape.ts';

/**
 * What the settings say, in the function's words. `lib/settings/to-config.ts` writes it as `settings.json` beside the code, and
 * this file reads it back: the compiler checks both ends, and a function that can't read it fails at init.
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

const milliseconds = number({ min: 0 });

const shape: Shape<Omit<Config, 'bedrockRegion' | 'table' | 'filesAt'> & Pick<StaticConfig, 'bedrockRegion'>> = object({
  ...nameShapes,
  systemPrompt: optional(text),
  defaultPrompt: text,
  bedrockRegion: optional(text),
  guardrail: optional(
    object({
      guardrailIdentifier: text,
      guardrailVersion: text,
      streamProcessingMode: oneOf(['sync', 'async']),
    }),
  ),
  access: oneOf(waysIn),
  plans: plansShape,
  budgetFailure: oneOf(budgetFailures),
  isCancellable: boolean,
  countsUsage: optional(boolean),
  deployment: optional(text),
  conversations: optional(object({ keptMs: milliseconds, keepMs: milliseconds, historyTokens: number({ min: 1 }) })),
  files: optional(
    object({
      prefix: text,
      isPerCaller: boolean,
      upload: optional(
        object({ maxBytes: number({ min: 1 }), ms: milliseconds, types: listOf(text, { min: 1, max: 100 }) }),
      ),
      mostBytes: optional(number({ min: 1 })),
      mostBytesOfPart: optional(number({ min: 1 })),
    }),
  ),
  corsOrigins: optional(listOf(text, { min: 1, max: 100 })),
  maxBodyBytes: number({ min: 1 }),
  maxTurns: number({ min: 1 }),
  maxTokens: number({ min: 1 }),
  maxTokensCap: optional(number({ min: 1 })),
  integrationTimeoutMs: milliseconds,
  endpointIdleMs: milliseconds,
  marginMs: milliseconds,
  upstreamIdleMs: milliseconds,
  fallbackAfterMs: optional(milliseconds),
  heartbeatMs: milliseconds,
  commitAfterMs: milliseconds,
  isPrewarmed: boolean,
  areAgentsPrewarmed: optional(boolean),
});

/**
 * What `settings.json` in `folder` and the environment say. Throws an error that names the file and the field, so that a broken
 * deployment fails at init and says why.
 *
 * `RIVULET_GUARDRAIL`: the guardrail that the stack made, as JSON. Without it, the empty one of the settings fails.
 * `RIVULET_TABLE`: `{"name", "endpoint"}`, where the stack has a table. `AWS_ENDPOINT_URL_DYNAMODB` is another endpoint, as for the SDK.
 * `RIVULET_FILES`: `{"bucket", "url"}`, where it serves files. With `AWS_ENDPOINT_URL_S3`, the bucket is a part of that one's path.
 */
export function readConfig(folder: string, environment: NodeJS.ProcessEnv): Config {
  const { AWS_REGION = '', RIVULET_GUARDRAIL, RIVULET_TABLE, AWS_ENDPOINT_URL_DYNAMODB, RIVULET_FILES } = environment;
  const file = path.join(folder, 'settings.json');
  try {
    const guardrail = RIVULET_GUARDRAIL && { guardrail: JSON.parse(RIVULET_GUARDRAIL) };
    const written: unknown = Object.assign({}, parseJson(readFileSync(file)), guardrail);
    const table: TableConfig | undefined = RIVULET_TABLE && {
      region: AWS_REGION,
      ...JSON.parse(RIVULET_TABLE),
      ...(AWS_ENDPOINT_URL_DYNAMODB && { endpoint: AWS_ENDPOINT_URL_DYNAMODB }),
    };
    const filesAt = RIVULET_FILES ? toBucket(JSON.parse(RIVULET_FILES), environment) : undefined;
    return Object.freeze({
      bedrockRegion: AWS_REGION,
      ...shape(written, ''),
      ...(table && { table }),
      ...(filesAt && { filesAt }),
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Error(`settings.json: ${error.message}. lib/settings/to-config.ts writes it`, { cause: error });
  }
}

function toBucket(
  { bucket, url }: { readonly bucket: string; readonly url: string },
  { AWS_REGION: region = '', AWS_ENDPOINT_URL_S3: endpoint }: NodeJS.ProcessEnv,
): BucketConfig {
  return { region, url: endpoint === undefined ? url : `${endpoint}/${bucket}` };
}
