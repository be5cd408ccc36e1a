import type { Bedrock } from '../../bedrock/client.ts';
import { openPost } from '../../bedrock/post.ts';
import { mayPass } from './to-failure.ts';

/** Posts JSON to one of Bedrock's services and reads the JSON that it answers. Searching twice does no harm. */
export type Call = (path: string, body: object, signal: AbortSignal) => Promise<unknown>;

export function openCall(client: Bedrock['client'], endpoint: string, region: string): Call {
  const post = openPost(client, endpoint, region, mayPass);
  return async (...asked) => (await post(...asked)).json;
}
