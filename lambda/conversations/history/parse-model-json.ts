import type { Json } from '../../chat/json.ts';
import { keepNumber } from '../../read/parse-json.ts';

/** What a model wrote may have numbers that no request can: those are told by their digits. */
export function parseModelJson(json: string): Json {
  return JSON.parse(json, keepDigits);
}

function keepDigits(name: string, value: unknown, context?: { readonly source?: string }): unknown {
  const kept = keepNumber(name, value, context);
  return typeof kept === 'symbol' ? context?.source : kept;
}
