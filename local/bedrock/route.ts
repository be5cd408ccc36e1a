/** What a request asks of Bedrock. */
export interface Route {
  readonly operation: 'converse-stream' | 'converse';
  /** Decoded, e.g. `global.anthropic.claude-haiku-4-5-20251001-v1:0`. */
  readonly modelId: string;
}

/** Undefined for everything that isn't a Converse call. */
export function toRoute(method: string, url: string): Route | undefined {
  const match = /^\/model\/(?<id>[^/?]+)\/(?:(?<streaming>converse-stream)|converse)$/.exec(url);
  const id = match?.groups?.['id'];
  if (method !== 'POST' || id === undefined) return undefined;
  const modelId = decode(id);
  const operation = match?.groups?.['streaming'] === undefined ? 'converse' : 'converse-stream';
  return modelId === undefined ? undefined : { operation, modelId };
}

function decode(id: string): string | undefined {
  try {
    return decodeURIComponent(id);
  } catch {
    return undefined;
  }
}
