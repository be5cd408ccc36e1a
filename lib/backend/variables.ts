import type { ChatParts } from './chat-parts.ts';

/** What of the settings is known only when the stack is deployed; the rest is in settings.json, beside the code. */
export function toVariables({ service, keys, guardrail, table, knowledge, files }: ChatParts): Record<string, string> {
  return {
    POWERTOOLS_SERVICE_NAME: service,
    ...toKeyPlans(keys),
    ...guardrail?.environment,
    ...table?.environment,
    ...knowledge?.environment,
    ...files?.environment,
  };
}

/** The plans of the stack's own keys. The first plan needs no word. */
function toKeyPlans(keys: ChatParts['keys']): Record<string, string> {
  const [, ...others] = keys;
  if (others.length === 0) return {};
  const entries = others.map(([plan, key]) => `${JSON.stringify(plan)}: "${key.keyId}"`);
  return { RIVULET_KEY_PLANS: `{${entries.join(', ')}}` };
}
