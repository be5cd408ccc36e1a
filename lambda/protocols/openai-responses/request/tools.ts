import type { Tool } from '../../../chat/chat-request.ts';
import { nullish } from '../../../read/accepted.ts';
import { anyJson } from '../../../read/json-shapes.ts';
import { nonEmptyText, object, oneOf, type Shape, taggedBy, text } from '../../../read/shape.ts';
import { invalid } from '../../../read/invalid.ts';
import { customFields, toFreeTextTool } from '../../openai/free-text.ts';
import { type Choice, choices, functionFields, toTool as toFunctionTool } from '../../openai/function-tool.ts';

const known = taggedBy('type', {
  function: object({ type: text, ...functionFields, defer_loading: nullish(anyJson) }),
  custom: object({ type: text, ...customFields, defer_loading: nullish(anyJson) }),
});

const allowed =
  'must be function or custom: tools that OpenAI runs or that only its own models know do not exist here.';

/** What to do about a type that Codex sends, whose tools are its user's to turn off (its config.toml). */
const switches: ReadonlyMap<string, string> = new Map([
  ['web_search', 'In Codex set web_search = "disabled"'],
  ['namespace', 'In Codex set features.multi_agent = false'],
  ['local_shell', 'In Codex set features.unified_exec = true'],
  ['tool_search', 'In Codex use a model name that it does not know'],
]);

export const tool: Shape<ReturnType<typeof known>> = (value, field, ignored) => {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (typeof type === 'string' && type !== 'function' && type !== 'custom') {
    const otherwise = 'Leave it out, or offer a function of your own that does the same';
    const todo = [switches.get(type), otherwise].filter(Boolean).join('. ');
    throw invalid(`${field}.type`, `${allowed} ${todo}`);
  }
  return known(value, field, ignored);
};

export function toTool(asked: ReturnType<typeof known>): Tool {
  return asked.type === 'custom' && !('parameters' in asked) ? toFreeTextTool(asked) : toFunctionTool(asked);
}

export const toolChoice: Shape<Choice> = (value, field, ignored) =>
  typeof value === 'string' ? oneOf(choices)(value, field) : namedTool(value, field, ignored);

const named = object({ type: text, name: nonEmptyText });
const namedTool = taggedBy('type', { function: named, custom: named });
