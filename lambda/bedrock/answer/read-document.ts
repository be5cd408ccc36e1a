import type { ToolResultContentBlock } from '@aws-sdk/client-bedrock-runtime';
import { NumericValue } from '@smithy/core/serde';
import { parseExactly } from '../../read/exact-json.ts';
import { Failure } from '../../chat/failure.ts';
import { isTooDeep } from '../../read/json-depth.ts';

/** A few bytes of JSON may stand for a number of a million digits: `1e1000000`. */
const maxDigits = 1_000;

/** JSON that Bedrock sent, as it can be written again. The SDK has its own types for numbers that JavaScript does not have. */
export function readDocument(document: ToolResultContentBlock['json']): unknown {
  if (isTooDeep(document)) throw unfit('is nested too deeply');
  const json = JSON.stringify(document ?? null, (_name, part: unknown) => {
    if (typeof part === 'bigint') return toRaw(String(part));
    return part instanceof NumericValue ? toRaw(part.string) : part;
  });
  return parseExactly(json);
}

function toRaw(digits: string): unknown {
  if (digits.length > maxDigits) throw unfit('has a number that is too long');
  return JSON.rawJSON(digits);
}

function unfit(why: string): Failure {
  return new Failure('unreadable', `the answer is incomplete: the result of a tool that Bedrock ran ${why}. Try again`);
}
