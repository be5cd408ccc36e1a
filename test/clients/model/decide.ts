import type { ConverseInput, Message } from '../../../local/services/bedrock/converse-input/converse-input.ts';
import { findTask, secondQuestion } from '../questions.ts';
import { toThinking } from './thinking.ts';
import { read, type ToolCall, write } from './tools.ts';

/** What the model says, and then the tools that it calls. */
export interface Move {
  readonly text: string;
  readonly calls: readonly ToolCall[];
}

export function decide(input: ConverseInput): Move {
  const { messages, toolConfig } = input;
  const tools = toolConfig?.tools.flatMap(({ toolSpec }) => toolSpec ?? []) ?? [];
  const asked = messages.findLastIndex(isQuestion);
  // A client's side call, for a title or a summary.
  if (asked < 0 || tools.length === 0) return say('A short title');
  const question = toText(messages[asked]);
  if (question.includes(secondQuestion)) return say(recall(messages.slice(0, asked)));

  const task = findTask(question);
  const results = messages.slice(asked).flatMap(({ content }) => content.flatMap(({ toolResult }) => toolResult ?? []));
  if (!task) return say('I do not know what to do.');
  if (results.some(({ status }) => status === 'error')) return say(`A tool failed: ${JSON.stringify(results)}`);
  if (lacksThought(input, asked)) return say('The thought before a call is not sent back.');
  const calls = [write(tools, task), read(tools, task)].at(results.length);
  if (!calls) return say(`The file holds ${task.line}.`);
  if (calls.length === 0) return say(`No tool fits: ${tools.map(({ name }) => name).join(', ')}`);
  return { text: 'I use a tool.', calls };
}

/** Of a Claude with a budget Bedrock wants to see the thought before each call again. */
function lacksThought({ messages, additionalModelRequestFields }: ConverseInput, asked: number): boolean {
  if (toThinking(additionalModelRequestFields) !== 'enabled') return false;
  return messages
    .slice(asked)
    .filter(({ content }) => content.some(({ toolUse }) => toolUse))
    .some(({ content }) => !content.some(({ reasoningContent }) => reasoningContent));
}

function say(text: string): Move {
  return { text, calls: [] };
}

/** The number, if the first question and the result of a tool are in the conversation. */
function recall(messages: readonly Message[]): string {
  const first = messages.findIndex((message) => findTask(toText(message)));
  const hasResult = messages.slice(first + 1).some(({ content }) => content.some(({ toolResult }) => toolResult));
  const task = findTask(toText(messages[first]));
  return task && hasResult
    ? `You asked for ${task.number}.`
    : 'I do not know: this conversation has no first question.';
}

function isQuestion(message: Message): boolean {
  const text = toText(message);
  return message.role === 'user' && (findTask(text) !== undefined || text.includes(secondQuestion));
}

function toText(message: Message | undefined): string {
  return message?.content.flatMap(({ text }) => text ?? []).join('\n') ?? '';
}
