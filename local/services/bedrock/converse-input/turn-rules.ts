import { inBlocks, inMessages, type Rule } from './rule.ts';

const assistantOnly: ReadonlySet<string> = new Set(['toolUse', 'reasoningContent', 'citationsContent']);
const userOnly: ReadonlySet<string> = new Set(['image', 'document', 'video', 'audio', 'searchResult', 'guardContent']);

/** Whose turn it is, and what a turn may contain. */
export const turnRules: readonly Rule[] = [
  ({ messages }) =>
    messages[0]?.role === 'user'
      ? undefined
      : 'A conversation must start with a user message. Try again with a conversation that starts with a user message.',

  ({ messages }) =>
    messages.some((message, index) => message.role === messages[index - 1]?.role)
      ? 'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between ' +
        'user and assistant roles and try again.'
      : undefined,

  inMessages(({ content }, index) =>
    content.length === 0
      ? `The content field in the Message object at messages.${index} is empty. Add a ContentBlock object to the ` +
        'content field and try again.'
      : undefined,
  ),

  inBlocks(({ text }, at) =>
    text?.trim() === ''
      ? `The text field in the ContentBlock object at ${at} is blank. Add text to the text field, and try again.`
      : undefined,
  ),

  inBlocks((block, at, { role }) => {
    const forbidden = role === 'user' ? assistantOnly : userOnly;
    const kind = Object.keys(block).find((name) => forbidden.has(name));
    return kind && `The ${kind} field in the ContentBlock object at ${at} is not allowed for the role ${role}.`;
  }),

  inMessages(({ content }, index) =>
    content.some((block) => block.document) && !content.some((block) => block.text)
      ? `A text block is required with the document block at messages.${index}.content.`
      : undefined,
  ),
];
