import type { Message } from '../../converse-input/converse-input.ts';
import type { ContentBlock } from '../../converse-input/content-blocks.ts';

/** What a tool returned, or why it failed. */
export interface Result {
  /** The tool's. */
  readonly name: string;
  readonly isError: boolean;
  readonly text: string;
}

/** The results in the last message, each with the name of the tool that was called. */
export function readResults(messages: readonly Message[]): readonly Result[] {
  const blocks = messages.flatMap(({ content }) => content);
  const names = new Map(blocks.flatMap(({ toolUse }) => (toolUse ? [[toolUse.toolUseId, toolUse.name]] : [])));
  return (messages.at(-1)?.content ?? []).flatMap(({ toolResult }) => {
    if (toolResult === undefined) return [];
    const { toolUseId, status, content } = toolResult;
    const text = content.map(toText).join('\n').trim();
    return [{ name: names.get(toolUseId) ?? toolUseId, isError: status === 'error', text }];
  });
}

type ResultBlock = NonNullable<ContentBlock['toolResult']>['content'][number];

/** A file is told by its kind. */
function toText(block: ResultBlock): string {
  if (block.text !== undefined) return block.text;
  return block.json === undefined ? `[${Object.keys(block).join()}]` : JSON.stringify(block.json);
}
