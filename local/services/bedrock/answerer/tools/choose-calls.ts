import type { ConverseInput } from '../../converse-input/converse-input.ts';
import { callNamed, toRequest } from './call-named.ts';
import { fillInput, simplestInput } from './fill-input.ts';
import { kindOf, kinds } from './kinds.ts';
import { toParts } from './parts.ts';
import { readResults } from './read-results.ts';
import { type Input, readTools, type Tool } from './tool.ts';

export interface Call {
  readonly name: string;
  readonly input: Input;
}

const maxCalls = 4;
/** Of a question that is longer, its end is looked at. */
const maxQuestion = 2_000;

/**
 * The calls that plain rules find in the last message; none when it asks for nothing that a tool of the request is for.
 * A forced call is made in any case. After results there is none, so that no loop is endless; only a tool that the
 * request names, and that has not just been called, is.
 */
export function chooseCalls({ messages, toolConfig }: ConverseInput): readonly Call[] {
  const choice = toolConfig?.toolChoice;
  const named = choice?.tool?.name;
  const tools = readTools(toolConfig).filter(({ name }) => named === undefined || name === named);
  const results = readResults(messages);
  if (results.length > 0 && (named === undefined || results.some(({ name }) => name === named))) return [];

  const question =
    messages
      .at(-1)
      ?.content.flatMap(({ text }) => text ?? [])
      .at(-1) ?? '';
  const found = toParts(question.slice(-maxQuestion)).flatMap((part) => callsFor(part, tools));
  const calls = [...new Map(found.map((call) => [JSON.stringify(call), call])).values()].slice(0, maxCalls);
  const isForced = named !== undefined || choice?.any !== undefined;
  const [first] = tools;
  return calls.length === 0 && isForced && first ? [{ name: first.name, input: simplestInput(first) }] : calls;
}

/** Of the tools, those that some question asks, each with such a question. */
export function describeAskable({ toolConfig }: ConverseInput): readonly string[] {
  return readTools(toolConfig).flatMap((tool) => {
    const example = kindOf(tool)?.example ?? toRequest(tool);
    return callsFor(example, [tool]).length > 0 ? [`${tool.name} ("${example}")`] : [];
  });
}

/**
 * Asks the tool that is named in the part; else the first kind of tool that the part fits, and of that kind the first tool whose input can be
 * filled.
 */
function callsFor(part: string, tools: readonly Tool[]): readonly Call[] {
  for (const tool of tools) {
    const input = callNamed(part, tool);
    if (input) return [{ name: tool.name, input }];
  }
  for (const kind of kinds) {
    const asked = kind.asks(part);
    for (const tool of tools.filter((one) => kindOf(one) === kind)) {
      const inputs = asked.map((one) => fillInput(tool, one)).filter((input) => input !== undefined);
      if (inputs.length > 0) return inputs.map((input) => ({ name: tool.name, input }));
    }
  }
  return [];
}
