import { randomUUID } from 'node:crypto';
import type { Scenario, Step } from '../play/scenario.ts';
import type { LimitedAnswer } from './limit-answer.ts';
import type { Call } from './tools/choose-calls.ts';
import { toTokens } from './words.ts';

/** An answer, block by block: its tokens and the steps that say them. */
export interface Answer {
  readonly blocks: readonly Block[];
  readonly stopReason: LimitedAnswer['stopReason'] | 'tool_use';
}

interface Block {
  readonly tokens: readonly string[];
  readonly toSteps: (index: number) => readonly Step[];
}

export function toTextAnswer({ tokens, stopReason }: LimitedAnswer): Answer {
  return { blocks: [{ tokens, toSteps: (block) => [{ text: [...tokens], block }] }], stopReason };
}

/** Whole calls only: as many as `maxTokens` allow. */
export function toCallsAnswer(calls: readonly Call[], maxTokens = Infinity): Answer {
  const blocks: Block[] = [];
  let left = maxTokens;
  for (const call of calls) {
    const block = toCallBlock(call);
    left -= block.tokens.length;
    if (left < 0) return { blocks, stopReason: 'max_tokens' };
    blocks.push(block);
  }
  return { blocks, stopReason: 'tool_use' };
}

function toCallBlock({ name, input }: Call): Block {
  const tokens = toTokens(JSON.stringify(input));
  const toolUse = { toolUseId: `tooluse_${randomUUID()}`, name };
  const toSteps = (contentBlockIndex: number): readonly Step[] => [
    { event: 'contentBlockStart', data: { contentBlockIndex, start: { toolUse } } },
    ...tokens.map((token) => ({
      event: 'contentBlockDelta',
      data: { contentBlockIndex, delta: { toolUse: { input: token } } },
    })),
  ];
  return { tokens, toSteps };
}

/** @param paceMs the pause before every delta */
export function toScenario({ blocks, stopReason }: Answer, inputTokens: number, paceMs: number): Scenario {
  const outputTokens = blocks.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const usage = { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
  return {
    about: 'Free conversation',
    paceMs,
    afterResults: [],
    steps: [
      { event: 'messageStart', data: { role: 'assistant' } },
      ...blocks.flatMap(({ toSteps }, index) => [
        ...toSteps(index),
        { event: 'contentBlockStop', data: { contentBlockIndex: index } },
      ]),
      { event: 'messageStop', data: { stopReason } },
      { event: 'metadata', data: { usage, metrics: { latencyMs: paceMs * outputTokens } } },
    ],
  };
}
