import type { ChatRequest, Tool, ToolChoice } from '../../chat/chat-request.ts';
import { invalid, printable } from '../../read/invalid.ts';
import { type Defined, omitUndefined } from '../../read/omit-undefined.ts';

interface Offer {
  readonly tools: readonly Tool[] | undefined;
  readonly choice: ToolChoice | undefined;
  /** Whether the model may call one tool at a time only. */
  readonly isSerial?: boolean;
}

/** The tools that a client offers, and how a model may call them. `choiceField` is the client's word for it. */
export function offerTools(
  { tools, choice, isSerial = false }: Offer,
  choiceField: string,
): Defined<Pick<ChatRequest, 'tools' | 'toolChoice' | 'isSerial'>> {
  checkChoice(choice, tools, choiceField);
  checkNames(tools);
  return omitUndefined({ tools, toolChoice: choice, isSerial: isSerial || undefined });
}

/** A tool that the model must call has to be in the list. */
function checkChoice(choice: ToolChoice | undefined, tools: readonly Tool[] = [], field: string): void {
  if (choice === undefined || choice === 'auto' || choice === 'none') return;
  if (tools.length === 0)
    throw invalid(field, 'forces a tool call, but the request has no tools: send tools, or leave this out');
  if (typeof choice === 'object' && !tools.some(({ name }) => name === choice.name)) {
    throw invalid(field, 'names a tool that is not in the list of tools');
  }
}

/** A model that is asked to call one of two would not know which. */
function checkNames(tools: readonly Tool[] = []): void {
  const seen = new Set<string>();
  for (const { name } of tools) {
    if (seen.has(name)) throw invalid('tools', `two tools have the name ${printable(name)}: give one of them another`);
    seen.add(name);
  }
}
