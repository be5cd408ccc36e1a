import { readFileSync } from 'node:fs';
import path from 'node:path';
import { plansShape } from '../access/plans.ts';
import { waysIn } from '../access/way-in.ts';
import { Failure } from '../chat/failure.ts';
import { type BucketConfig, budgetFailures, type Config, type StaticConfig, type TableConfig } from '../config.ts';
import { nameShapes } from '../models/names.ts';
import { parseJson } from '../read/parse-json.ts';
import { boolean, listOf, number, object, oneOf, optional, type Shape, text } from '../read/shape.ts';

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
