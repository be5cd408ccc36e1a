import type { ContentBlock } from './content-blocks.ts';
import type { ConverseInput, Message } from './converse-input.ts';

/** A rule over several fields: what is wrong, in Bedrock's words where they are known, or undefined. */
export type Rule = (input: ConverseInput) => string | undefined;

/** The first message that breaks a rule. */
export function inMessages(check: (message: Message, index: number) => string | undefined): Rule {
  return ({ messages }) => firstDefined(messages, check);
}

/** The first content block that breaks a rule; `at` is its path. */
export function inBlocks(check: (block: ContentBlock, at: string, message: Message) => string | undefined): Rule {
  return inMessages((message, index) =>
    firstDefined(message.content, (block, position) => check(block, `messages.${index}.content.${position}`, message)),
  );
}

/** The message of the first broken rule. */
export function findBroken(rules: readonly Rule[], input: ConverseInput): string | undefined {
  return firstDefined(rules, (rule) => rule(input));
}

function firstDefined<Item>(
  items: readonly Item[],
  check: (item: Item, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = check(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
