import type { ConverseInput } from './converse-input/converse-input.ts';
import { readScenario, toScenarioName } from './play/read-scenario.ts';
import type { Refusal } from './wire/refusal.ts';
import type { Scenario } from './play/scenario.ts';

export type Choice = { readonly scenario: Scenario; readonly turn: number } | { readonly refusal: Refusal };

/** `local.NAME` plays a scenario file. Undefined for every other model id. */
export function createScenarioChooser(): (modelId: string, input: ConverseInput) => Promise<Choice | undefined> {
  const turns = new Map<string, number>();
  return async (modelId, input) => {
    const name = toScenarioName(modelId);
    if (name === undefined) return undefined;
    const scenario = await readScenario(name);
    if (scenario === undefined) return { refusal: unknownScenario(name) };
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    return { scenario: { ...scenario, steps: toSteps(scenario, countRounds(input)) }, turn };
  };
}

/** How often the client has answered tool calls. */
function countRounds({ messages }: ConverseInput): number {
  return messages.filter(({ content }) => content.some(({ toolResult }) => toolResult !== undefined)).length;
}

function toSteps({ steps, afterResults }: Scenario, rounds: number): Scenario['steps'] {
  return [steps, ...afterResults].at(Math.min(rounds, afterResults.length)) ?? steps;
}

function unknownScenario(name: string): Refusal {
  const message = `The local stand-in has no scenario "${name}": see the files in local/services/bedrock/scenarios.`;
  return { status: 404, type: 'ResourceNotFoundException', message };
}
