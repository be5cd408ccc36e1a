import type { Bedrock } from '../bedrock/client.ts';
import { openPost, toEndpoint } from '../bedrock/post.ts';
import type { Config } from '../config.ts';
import type { Source } from '../source.ts';
import { embed } from './embed.ts';
import { mayPass } from './to-failure.ts';

/**
 * Models that turn texts into vectors.
 * @param environment `AWS_ENDPOINT_URL_BEDROCK_RUNTIME` is another endpoint, as for the SDK
 */
export function openEmbeddings(
  client: Bedrock['client'],
  { bedrockRegion }: Pick<Config, 'bedrockRegion'>,
  environment = process.env,
): Source {
  const endpoint = environment['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'] ?? toEndpoint('bedrock-runtime', bedrockRegion);
  const post = openPost(client, endpoint, bedrockRegion, mayPass);
  return (question) => embed(question, post);
}
