import type { ToolResultContentBlock } from '@aws-sdk/client-bedrock-runtime';
import { NumericValue } from '@smithy/core/serde';
import { parseExactly } from './exact-json.ts';

/** JSON that Bedrock sent, as it can be written again. The SDK has its own types for numbers that JavaScript has not. */
export function readDocument(document: ToolResultContentBlock['json']): unknown {
  const json = JSON.stringify(document ?? null, (_name, part: unknown) => {
    if (typeof part === 'bigint') return JSON.rawJSON(String(part));
    return part instanceof NumericValue ? JSON.rawJSON(part.string) : part;
  });
  return parseExactly(json);
}
