import { Failure } from './chat/failure.ts';
import type { FamilyName } from './models/families.ts';
import { familyNames } from './models/find-family.ts';
import { parseJson } from './read/parse-json.ts';
import { boolean, number, object, oneOf, optional, recordOf, type Shape, text } from './read/shape.ts';

/**
 * What the function is told by its deployment. `lib/settings.ts` writes it as JSON into one environment variable and
 * this file reads it back: the compiler checks both ends, and a function that can't read it fails at init.
 */
export interface Config {
  /** What callers may name, by alias. */
  readonly models: Readonly<Record<string, ModelConfig>>;
  /** Foreign names, `gpt-4o-mini`, and the alias that each stands for. */
  readonly modelNames: Readonly<Record<string, string>>;
  readonly defaultModel: string;
  readonly systemPrompt?: string;
  /** Answers `GET /` without a message. */
  readonly defaultPrompt: string;
  readonly bedrockRegion: string;
  /** What Bedrock checks every prompt and answer with. */
  readonly guardrail?: GuardrailConfig;
  readonly corsOrigin: string;
  readonly maxBodyBytes: number;
  readonly maxMessages: number;
  /** The most tokens one answer may have; always sent to Bedrock. */
  readonly maxTokens: number;
  /** How long API Gateway waits for the whole answer, from `requestTimeEpoch`. */
  readonly integrationTimeoutMs: number;
  /** How long API Gateway lets a response be silent. */
  readonly endpointIdleMs: number;
  /** How long before a limit that cuts silently an answer is ended honestly instead. */
  readonly marginMs: number;
  /** How long Bedrock may be silent. */
  readonly upstreamIdleMs: number;
  readonly heartbeatMs: number;
  /** Whether an environment does at its start what its first request would else wait for. */
  readonly isPrewarmed: boolean;
  /** How long a form with a heartbeat waits for Bedrock's first event before it commits to 200. */
  readonly commitAfterMs: number;
}

interface ModelConfig {
  /** Bedrock model id, inference profile id or ARN. */
  readonly id: string;
  /** The foundation model behind it, where it is not the id itself. */
  readonly foundationModel?: string;
  /** What it takes, where that model's id does not tell. */
  readonly family?: FamilyName;
}

/** As ConverseStream takes it. */
interface GuardrailConfig {
  readonly guardrailIdentifier: string;
  readonly guardrailVersion: string;
  /** `sync`: no word leaves before it is checked. `async`: words flow, and the check may come too late for some. */
  readonly streamProcessingMode: 'sync' | 'async';
}

const milliseconds = number({ min: 0 });

const shape: Shape<Config> = object({
  models: recordOf(object({ id: text, foundationModel: optional(text), family: optional(oneOf(familyNames)) })),
  modelNames: recordOf(text),
  defaultModel: text,
  systemPrompt: optional(text),
  defaultPrompt: text,
  bedrockRegion: text,
  guardrail: optional(
    object({
      guardrailIdentifier: text,
      guardrailVersion: text,
      streamProcessingMode: oneOf(['sync', 'async']),
    }),
  ),
  corsOrigin: text,
  maxBodyBytes: number({ min: 1 }),
  maxMessages: number({ min: 1 }),
  maxTokens: number({ min: 1 }),
  integrationTimeoutMs: milliseconds,
  endpointIdleMs: milliseconds,
  marginMs: milliseconds,
  upstreamIdleMs: milliseconds,
  heartbeatMs: milliseconds,
  commitAfterMs: milliseconds,
  isPrewarmed: boolean,
});

/** Throws an error that names the variable and the field, so that a broken deployment fails at init and says why. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  try {
    return Object.freeze(shape(parseJson(Buffer.from(environment['RIVULET_CONFIG'] ?? '')), ''));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Error(`RIVULET_CONFIG: ${error.message}. lib/chat-function.ts writes it`, { cause: error });
  }
}
