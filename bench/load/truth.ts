import { expand } from '../../local/services/bedrock/play/expand.ts';
import type { Scenario } from '../../local/services/bedrock/play/scenario.ts';
import { type FindScenario, findScenario } from './find-scenario.ts';
import { longShare, mix, type Ending, type Share } from './mix.ts';
import type { Answer } from './send.ts';
import { textOf } from './text-of.ts';

export type Verdict = 'right' | 'lost' | 'misreported';

/** Whether the answer is one that the scenario may give. */
export type Judge = (share: Share, answer: Answer) => Verdict;

/** @param alsoAllowed what can happen to any request, such as API Gateway's own refusals */
export async function createJudge(alsoAllowed: readonly Ending[], find: FindScenario = findScenario()): Promise<Judge> {
  const texts = new Map(
    await Promise.all(
      [...mix, longShare].map(async ({ scenario }) => [scenario, toText(await find(scenario))] as const),
    ),
  );
  return ({ scenario, endings }, answer) => {
    if (answer.outcome === 'cut' || answer.outcome === 'silent') return 'lost';
    const isAllowed = [...endings, ...alsoAllowed].some((ending) => isSame(ending, answer));
    const text = texts.get(scenario) ?? '';
    const isTrue = answer.outcome === 'complete' ? answer.text === text : text.startsWith(answer.text);
    return isAllowed && isTrue ? 'right' : 'misreported';
  };
}

/** A protocol that does not carry the kind can't get it wrong. */
function isSame(allowed: Ending, answer: Answer): boolean {
  if (allowed.outcome !== answer.outcome || allowed.status !== answer.status) return false;
  return answer.kind === undefined || answer.kind === allowed.kind;
}

/** All the text that a scenario sends before it ends, however it ends. */
function toText(scenario: Scenario): string {
  const events = [...expand(scenario)].flatMap((move) => ('events' in move ? move.events : []));
  return events.map(({ data }) => textOf(data)).join('');
}
