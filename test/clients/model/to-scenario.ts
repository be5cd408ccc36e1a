import type { ConverseInput } from '../../../local/services/bedrock/converse-input/converse-input.ts';
import type { Scenario, Step } from '../../../local/services/bedrock/play/scenario.ts';
import { toThinking } from './thinking.ts';
import type { Move } from './decide.ts';

export function toScenario({ text, calls }: Move, input: ConverseInput): Scenario {
  const used = input.messages.flatMap(({ content }) => content.flatMap(({ toolUse }) => toolUse ?? [])).length;
  const blocks: readonly ((index: number) => readonly Step[])[] = [
    ...(['enabled', 'adaptive'].includes(String(toThinking(input.additionalModelRequestFields))) ? [think] : []),
    (block) => [{ text: [text], block }],
    ...calls.map(({ name, input: asked }, nth) => (index: number): readonly Step[] => [
      toStart(index, { toolUse: { toolUseId: `tooluse_${used + nth + 1}`, name } }),
      toDelta(index, { toolUse: { input: JSON.stringify(asked) } }),
    ]),
  ];
  const usage = { inputTokens: 100, outputTokens: 20, totalTokens: 120 };
  return {
    about: 'A model that uses the client’s tools',
    paceMs: 1,
    afterResults: [],
    steps: [
      { event: 'messageStart', data: { role: 'assistant' } },
      ...blocks.flatMap((toSteps, index) => [
        ...toSteps(index),
        { event: 'contentBlockStop', data: { contentBlockIndex: index } },
      ]),
      { event: 'messageStop', data: { stopReason: calls.length > 0 ? 'tool_use' : 'end_turn' } },
      { event: 'metadata', data: { usage, metrics: { latencyMs: 1 } } },
    ],
  };
}

/** Claude's thoughts come with a signature, which Bedrock wants to see again. */
function think(index: number): readonly Step[] {
  return [
    toDelta(index, { reasoningContent: { text: 'What is asked?' } }),
    toDelta(index, { reasoningContent: { signature: 'c2lnbmVk' } }),
  ];
}

type Data = Extract<Step, { event: string }>['data'];

function toStart(contentBlockIndex: number, start: Data): Step {
  return { event: 'contentBlockStart', data: { contentBlockIndex, start } };
}

function toDelta(contentBlockIndex: number, delta: Data): Step {
  return { event: 'contentBlockDelta', data: { contentBlockIndex, delta } };
}
