import type { JSONValue } from '@strands-agents/sdk';

/** What a tool returned as JSON. Strands keeps a list in an object, since Bedrock takes no list where its own client sends JSON; here it is told as text. */
export function toValue(json: JSONValue): JSONValue {
  const isWrapped = typeof json === 'object' && json !== null && !Array.isArray(json) && Object.keys(json).length === 1;
  return (isWrapped && '$value' in json ? json['$value'] : undefined) ?? json;
}
