const operations = ['converse-stream', 'converse', 'count-tokens', 'invoke'] as const;

/** The Bedrock operation that a request calls. */
export interface Route {
  readonly operation: (typeof operations)[number];
  /** Decoded, e.g. `global.anthropic.claude-haiku-4-5-20251001-v1:0`. */
  readonly modelId: string;
}

/** Undefined for every other operation. */
export function toRoute(method: string, url: string): Route | undefined {
  const { id, name } = /^\/model\/(?<id>[^/?]+)\/(?<name>[a-z-]+)$/.exec(url)?.groups ?? {};
  const operation = operations.find((known) => known === name);
  if (method !== 'POST' || id === undefined || operation === undefined) return undefined;
  const modelId = decode(id);
  return modelId === undefined ? undefined : { operation, modelId };
}

function decode(id: string): string | undefined {
  try {
    return decodeURIComponent(id);
  } catch {
    return undefined;
  }
}
