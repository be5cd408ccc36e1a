import type { ChatRequest, Tool, ToolChoice, Turn } from '../../chat/chat-request.ts';
import { invalid } from '../../read/invalid.ts';
import { type Defined, omitUndefined } from '../../read/omit-undefined.ts';

interface Offer {
  readonly tools: readonly Tool[] | undefined;
  readonly choice: ToolChoice | 'none' | undefined;
  /** Whether the model may call one tool at a time only. */
  readonly isSerial?: boolean;
  readonly turns: readonly Turn[];
}

/** What the client calls them; a protocol may have no word for one at a time. */
interface Names {
  readonly choice: string;
  readonly serial?: string;
}

/**
 * The tools that a client offers. Converse has no choice `none`: then no tools are sent, which it accepts only if no tool
 * was called. Nor has it a way to call one at a time, which only matters where the model has a choice.
 */
export function offerTools(
  { tools, choice, isSerial = false, turns }: Offer,
  names: Names,
): Defined<Pick<ChatRequest, 'tools' | 'toolChoice'>> {
  if (choice !== 'none') {
    checkChoice(choice, tools, names.choice);
    const isMoot = !tools?.length || typeof choice === 'object' || (choice === 'any' && tools.length === 1);
    if (isSerial && !isMoot)
      throw invalid(
        names.serial ?? names.choice,
        'is not supported: Bedrock can’t limit a model to one tool call at a time. Leave it out',
      );
    return omitUndefined({ tools, toolChoice: choice });
  }
  if (turns.some(({ content }) => content.some(({ kind }) => kind === 'tool-use'))) {
    throw invalid(
      names.choice,
      'can’t be none in a conversation with tool calls, because Bedrock does not support that: use auto',
    );
  }
  return {};
}

/** A tool that has to be called must be there. */
function checkChoice(choice: ToolChoice | undefined, tools: readonly Tool[] = [], field: string): void {
  if (choice === undefined || choice === 'auto') return;
  if (tools.length === 0)
    throw invalid(field, 'forces a tool call, but the request has no tools: send tools, or leave this out');
  if (typeof choice === 'object' && !tools.some(({ name }) => name === choice.name)) {
    throw invalid(field, 'names a tool that is not in the list of tools');
  }
}
