import { readScenario } from '../../local/services/bedrock/play/read-scenario.ts';
import type { Scenario } from '../../local/services/bedrock/play/scenario.ts';
import { longShare } from './mix.ts';

export type FindScenario = (name: string) => Promise<Scenario>;

/** As a quick model writes: 80 deltas a second. */
const everyMs = 12;

/** The stand-in's scenarios, and the long answer of so many deltas. */
export function findScenario(deltas = 1): FindScenario {
  return async (name) => {
    const scenario = name === longShare.scenario ? toLong(deltas) : await readScenario(name);
    if (!scenario) throw new Error(`there is no scenario ${JSON.stringify(name)}`);
    return scenario;
  };
}

function toLong(deltas: number): Scenario {
  return {
    about: 'A long answer.',
    paceMs: 0,
    steps: [
      { event: 'messageStart', data: { role: 'assistant' } },
      { repeat: { count: deltas, text: 'word ', everyMs } },
      { event: 'contentBlockStop', data: { contentBlockIndex: 0 } },
      { event: 'messageStop', data: { stopReason: 'end_turn' } },
      {
        event: 'metadata',
        data: { usage: { inputTokens: 14, outputTokens: deltas, totalTokens: 14 + deltas }, metrics: { latencyMs: 1 } },
      },
    ],
    afterResults: [],
  };
}
