import type { Output } from '../../local/services/bedrock/play/output.ts';
import { play } from '../../local/services/bedrock/play/play.ts';
import type { Scenario } from '../../local/services/bedrock/play/scenario.ts';
import type { Responder } from '../../local/services/bedrock/responder.ts';
import type { FindScenario } from './find-scenario.ts';
import { textOf } from './text-of.ts';

/** When a question reached the model, and when its first text left there, in ms as `performance.now()` has them. */
export interface Asked {
  readonly arrivedMs: number;
  firstTextMs?: number;
}

export interface PacedModel {
  readonly respond: Responder;
  /** By the question. A question that was asked again counts from its last time. */
  readonly asked: ReadonlyMap<string, Asked>;
}

/** How a question names its scenario: `hello 17`. */
export function toQuestion(scenario: string, index: number): string {
  return `${scenario} ${index}`;
}

/**
 * Plays the scenarios as slowly as a model writes, so that many answers run at once without keeping a processor busy: each pause is so many times
 * as long.
 */
export function createPacedModel(slower: number, find: FindScenario): PacedModel {
  const asked = new Map<string, Asked>();
  const turns = new Map<string, number>();
  return {
    asked,
    async respond({ input, exchange, output }) {
      const arrivedMs = performance.now();
      const question = JSON.stringify(input.messages.at(-1)).match(/"text":"([\w-]+ \d+)"/)?.[1] ?? '';
      const [name = ''] = question.split(' ');
      const scenario = await find(name);
      const times: Asked = { arrivedMs };
      asked.set(question, times);
      const turn = turns.get(name) ?? 0;
      turns.set(name, turn + 1);
      await play(slowed(scenario, slower), turn, exchange, watched(output, times));
    },
  };
}

function slowed({ paceMs, steps, ...rest }: Scenario, slower: number): Scenario {
  const slow = steps.map((step) => ('pauseMs' in step ? { pauseMs: step.pauseMs * slower } : step));
  return { ...rest, paceMs: paceMs * slower, steps: slow };
}

function watched(output: Output, times: Asked): Output {
  return {
    ...output,
    send(events) {
      if (events.some(({ data }) => textOf(data) !== '')) times.firstTextMs ??= performance.now();
      return output.send(events);
    },
  };
}
