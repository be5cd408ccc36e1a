import type { ConverseInput } from '../converse-input/converse-input.ts';
import type { ContentBlock } from '../converse-input/content-blocks.ts';
import type { Scenario } from '../play/scenario.ts';
import { indexPassages } from './find-passages.ts';
import { limitAnswer } from './limit-answer.ts';
import { readPassages } from './read-passages.ts';
import { type Answer, toCallsAnswer, toScenario, toTextAnswer } from './to-scenario.ts';
import { answerFromSources } from './sources/answer-from-sources.ts';
import { readSources } from './sources/read-sources.ts';
import { rewriteQuestion } from './sources/rewrite-question.ts';
import { chooseCalls, describeAskable } from './tools/choose-calls.ts';
import { readResults } from './tools/read-results.ts';
import { tellResults } from './tools/tell-results.ts';
import { toTokens } from './words.ts';
import { writeAnswer } from './write-answer.ts';

/** Answers a conversation with a scenario made for it. */
export type Answerer = (input: ConverseInput) => Promise<Scenario>;

/**
 * Answers free conversation, and says what it is: calls the tools that plain rules find in the question, tells what they
 * returned, quotes the sources that come with the question, and otherwise the documentation.
 * @param projectFolder where README.md and docs/ are; read at the first question
 * @param paceMs the pause before every delta
 */
export function createAnswerer(projectFolder: string | undefined, paceMs: number): Answerer {
  let library: Promise<Library> | undefined;

  async function answer(input: ConverseInput): Promise<Answer> {
    const { messages, inferenceConfig = {} } = input;
    const rewritten = rewriteQuestion(input);
    if (rewritten !== undefined) return toTextAnswer(limitAnswer(rewritten, inferenceConfig));
    const calls = chooseCalls(input);
    if (calls.length > 0) return toCallsAnswer(calls, inferenceConfig.maxTokens);
    const results = readResults(messages);
    if (results.length > 0)
      return toTextAnswer(limitAnswer(tellResults(results, lastQuestion(messages)), inferenceConfig));
    const given = readSources(input);
    if (given) return answerFromSources(given, inferenceConfig);
    library ??= openLibrary(projectFolder);
    const { passages, find } = await library;
    const text = writeAnswer(toText(messages.at(-1)?.content), find, passages, describeAskable(input));
    return toTextAnswer(limitAnswer(text, inferenceConfig));
  }

  return async (input) => toScenario(await answer(input), countInput(input), paceMs);
}

type Library = Awaited<ReturnType<typeof openLibrary>>;

async function openLibrary(projectFolder: string | undefined) {
  const passages = projectFolder === undefined ? [] : await readPassages(projectFolder);
  return { passages, find: indexPassages(passages) };
}

/** What tools were called for. */
function lastQuestion(messages: ConverseInput['messages']): string {
  return messages.map(({ role, content }) => (role === 'user' ? toText(content) : '')).findLast(Boolean) ?? '';
}

function toText(blocks: readonly { readonly text?: string | undefined }[] = []): string {
  return blocks.flatMap(({ text }) => text ?? []).join('\n');
}

function countInput({ messages, system = [], toolConfig }: ConverseInput): number {
  const said = messages.flatMap(({ content }) => content.map(toSaid));
  return toTokens([toText(system), ...said, toolConfig ? JSON.stringify(toolConfig) : ''].join(' ')).length;
}

/** Media do not count here. */
function toSaid({ text = '', toolUse, toolResult, searchResult }: ContentBlock): string {
  if (searchResult) return [searchResult.title, toText(searchResult.content)].join(' ');
  const used = toolUse?.input ?? toolResult?.content.map((block) => block.text ?? block.json ?? '');
  return used === undefined ? text : JSON.stringify(used);
}
