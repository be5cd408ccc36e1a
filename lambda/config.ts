import { Failure } from './chat/failure.ts';
import { type Names, nameShapes } from './models/names.ts';
import { parseJson } from './read/parse-json.ts';
import { boolean, number, object, oneOf, optional, type Shape, text } from './read/shape.ts';

/**
 * What the function is told by its deployment. `lib/settings/to-config.ts` writes it as JSON into one environment variable and
 * this file reads it back: the compiler checks both ends, and a function that can't read it fails at init.
 */
export interface Config extends Names {
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
  /** How long a format with a heartbeat waits for Bedrock's first event before it commits to 200. */
  readonly commitAfterMs: number;
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
  ...nameShapes,
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
