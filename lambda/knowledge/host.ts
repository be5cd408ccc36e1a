import type { Bedrock } from '../bedrock/client.ts';
import type { Config } from '../config.ts';
import type { KnowledgeConfig } from '../models/knowledge.ts';
import type { Model } from '../models/resolve-model.ts';
import type { Source } from '../source.ts';
import { toEndpoint } from '../bedrock/post.ts';
import { type Call, openCall } from './search/call.ts';

/** What answers from documents need of the function that they run in. */
export interface Host {
  /** Answers for a model, with its fallbacks and within its limits of time. */
  readonly models: Source;
  /** The model that an alias stands for. */
  readonly modelOf: (alias: string) => Model;
  /** What passages are checked with. */
  readonly guardrail: Config['guardrail'];
  /** The deployment's own, which holds for requests that have none. */
  readonly systemPrompt: string | undefined;
  /** What searches the documents of a name, and what checks what was found. */
  readonly calls: (knowledge: KnowledgeConfig) => { readonly retrieving: Call; readonly guarding: Call };
}

/**
 * A signer for each region is kept: credentials are not looked for again.
 * @param environment `AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME` and `AWS_ENDPOINT_URL_BEDROCK_RUNTIME` are other endpoints, as for the SDK
 */
export function openCalls(
  client: Bedrock['client'],
  { bedrockRegion }: Pick<Config, 'bedrockRegion'>,
  environment: NodeJS.ProcessEnv,
): Host['calls'] {
  const { AWS_REGION = bedrockRegion } = environment;
  const searching = new Map<string, Call>();
  const guarding = openCall(
    client,
    environment['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'] ?? toEndpoint('bedrock-runtime', bedrockRegion),
    bedrockRegion,
  );
  return ({ region = AWS_REGION }) => {
    const endpoint =
      environment['AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME'] ?? toEndpoint('bedrock-agent-runtime', region);
    const retrieving = searching.get(region) ?? openCall(client, endpoint, region);
    searching.set(region, retrieving);
    return { retrieving, guarding };
  };
}
