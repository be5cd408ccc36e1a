import { nullish, only } from '../../read/accepted.ts';

const noPenalty = 'can only be 0: Bedrock has no penalties';
const noProbabilities = 'is not supported: Bedrock gives no probabilities';
const noGuard = 'is not supported: only the deployment sets a guardrail. Leave it out';

/**
 * What any of the foreign APIs has, none can be given here, and changes what an answer says, costs or may hold: refused in each, also where
 * that API does not know it. A protocol's own fields come after these.
 */
export const matters = {
  audio: only([], 'is not supported: answers are text'),
  billing_policy: only([], 'is not supported: the deployment pays. Leave it out'),
  compaction: only([], 'is not supported: this API does not summarize. Leave it out'),
  container: only([], 'is not supported: this API runs no code'),
  conversation: only([], 'is not supported here: send the whole conversation'),
  frequency_penalty: only([0], noPenalty),
  inference_geo: only(['global'], 'is not supported: where a model runs is up to this deployment. Leave it out'),
  logit_bias: nullish(only([], 'is not supported by Bedrock: leave it out')),
  logprobs: only([false], noProbabilities),
  mcp_servers: only([], 'is not supported: this API calls no servers. Offer their tools as your own'),
  moderation: only([], noGuard),
  n: only([1], 'can only be 1: Bedrock gives one answer'),
  presence_penalty: only([0], noPenalty),
  previous_response_id: only([], 'is not supported here: send the whole conversation'),
  top_logprobs: only([0], noProbabilities),
  web_search_options: only([], 'is not supported: this API does not search the web. Offer a tool of your own'),
};
