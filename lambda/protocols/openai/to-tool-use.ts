import type { Content } from '../../chat/content.ts';
import { readJson } from '../../read/parse-json.ts';
import { jsonObject } from '../../read/json-shapes.ts';

/** A call as the model made it earlier; its arguments are JSON as text. */
export function toToolUse(id: string, name: string, input: string, field: string): Content {
  return { kind: 'tool-use', id, name, input: jsonObject(readJson(input === '' ? '{}' : input, field), field) };
}
