import type { Response } from 'openai/resources/responses/responses';
import { parseExactly, stringifyExactly } from '../../../read/exact-json.ts';

/** What an answer repeats of its request, as it was sent, or as it is when nothing was. */
export type Echo = Readonly<Record<keyof typeof defaults, unknown>>;

const defaults = {
  instructions: null,
  metadata: {},
  parallel_tool_calls: true,
  reasoning: { effort: null, summary: null },
  text: { format: { type: 'text' } },
  tool_choice: 'auto',
  tools: [],
  user: null,
} satisfies Partial<Record<keyof Response, unknown>>;

/** `asked` has been read: its fields are what they should be. */
export function toEcho(asked: unknown): Echo {
  const said = Object.entries(asked ?? {}).filter(([name, value]) => Object.hasOwn(defaults, name) && value !== null);
  // Numbers as they were: the client's own JSON goes back to it.
  return {
    ...defaults,
    ...Object.fromEntries(said.map(([name, value]) => [name, parseExactly(stringifyExactly(value))])),
  };
}
