import type { ConverseInput } from '../converse-input/converse-input.ts';
import type { Scenario } from '../play/scenario.ts';
import { indexPassages } from './find-passages.ts';
import { limitAnswer } from './limit-answer.ts';
import { readPassages } from './read-passages.ts';
import { toTokens } from './words.ts';
import { writeAnswer } from './write-answer.ts';

/** Answers a conversation with a scenario made for it. */
export type Answerer = (input: ConverseInput) => Promise<Scenario>;

/**
 * Answers free conversation: quotes the documentation, and says so.
 * @param projectFolder where README.md and docs/ are; read at the first question
 * @param paceMs the pause before every delta
 */
export function createAnswerer(projectFolder: string | undefined, paceMs: number): Answerer {
  let library: Promise<Library> | undefined;
  return async ({ messages, system = [], inferenceConfig = {} }) => {
    library ??= openLibrary(projectFolder);
    const { passages, find } = await library;
    const { tokens, stopReason } = limitAnswer(
      writeAnswer(toText(messages.at(-1)?.content), find, passages),
      inferenceConfig,
    );
    const inputTokens = toTokens([system, ...messages.map(({ content }) => content)].map(toText).join(' ')).length;
    const usage = { inputTokens, outputTokens: tokens.length, totalTokens: inputTokens + tokens.length };
    return {
      about: 'Free conversation',
      paceMs,
      afterResults: [],
      steps: [
        { event: 'messageStart', data: { role: 'assistant' } },
        { text: [...tokens], block: 0 },
        { event: 'contentBlockStop', data: { contentBlockIndex: 0 } },
        { event: 'messageStop', data: { stopReason } },
        { event: 'metadata', data: { usage, metrics: { latencyMs: paceMs * tokens.length } } },
      ],
    };
  };
}

type Library = Awaited<ReturnType<typeof openLibrary>>;

async function openLibrary(projectFolder: string | undefined) {
  const passages = projectFolder === undefined ? [] : await readPassages(projectFolder);
  return { passages, find: indexPassages(passages) };
}

function toText(blocks: readonly { readonly text?: string | undefined }[] = []): string {
  return blocks.flatMap(({ text }) => text ?? []).join('\n');
}
