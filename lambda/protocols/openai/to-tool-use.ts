import type { Content } from '../../chat/content.ts';
import { invalid } from '../../invalid.ts';
import { jsonObject } from '../../shape.ts';

/** A call as the model made it earlier; its arguments are JSON as text. */
export function toToolUse(id: string, name: string, input: string, field: string): Content {
  return { kind: 'tool-use', id, name, input: jsonObject(parse(input, field), field) };
}

function parse(input: string, field: string): unknown {
  try {
    return JSON.parse(input === '' ? '{}' : input);
  } catch {
    throw invalid(field, 'is not valid JSON');
  }
}
