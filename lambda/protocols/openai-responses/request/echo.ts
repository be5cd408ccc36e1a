import type { Response } from 'openai/resources/responses/responses';
import { keepExactly, parseExactly, stringifyExactly } from '../../../read/exact-json.ts';

/** What an answer repeats of its request: as it was sent, or what OpenAI's API makes of nothing. */
export type Echo = Readonly<Record<keyof typeof defaults, unknown>>;

const defaults = {
  instructions: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  prompt_cache_key: null,
  reasoning: { effort: null, summary: null },
  safety_identifier: null,
  text: { format: { type: 'text' } },
  tool_choice: 'auto',
  tools: [],
  user: null,
} satisfies Partial<Record<keyof Response, unknown>>;

type Fields = Readonly<Record<string, unknown>>;

/** What OpenAI's schemas want of objects that clients may send without. */
const complete: Readonly<Record<string, (sent: Fields) => unknown>> = {
  reasoning: (sent) => ({ ...defaults.reasoning, ...sent }),
  text: ({ format, ...sent }) => ({ ...sent, format: completeFormat(format) }),
};

/** `asked` has been read: its fields are what they should be. */
export function toEcho(asked: unknown): Echo {
  const said = Object.entries(asked ?? {}).filter(([name, value]) => Object.hasOwn(defaults, name) && value !== null);
  // Numbers as they were: the client's own JSON goes back to it.
  return {
    ...defaults,
    ...Object.fromEntries(said.map(([name, value]) => [name, toComplete(name, parseExactly(stringifyExactly(value)))])),
  };
}

/** What was written of an echo when its response was stored. Another protocol's answers have none. */
export function readEcho(json: string | undefined): Echo {
  if (json === undefined) return defaults;
  const echo: Echo = JSON.parse(json, keepExactly);
  return echo;
}

function toComplete(name: string, value: unknown): unknown {
  if (name === 'tools' && Array.isArray(value)) return value.map(completeTool);
  const ofName = Object.hasOwn(complete, name) ? complete[name] : undefined;
  return ofName && isObject(value) ? ofName(value) : value;
}

/** A function is held to its schema only if that is asked for. */
function completeTool(tool: unknown): unknown {
  if (!isObject(tool) || tool['type'] !== 'function') return tool;
  return { description: null, parameters: null, strict: false, ...tool };
}

/** A JSON schema is always held to. */
function completeFormat(format: unknown): unknown {
  if (!isObject(format)) return defaults.text.format;
  if (format['type'] !== 'json_schema') return format;
  return { description: null, strict: true, ...format };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
