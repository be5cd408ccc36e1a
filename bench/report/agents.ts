import { markdownTable } from 'markdown-table';
import { agentMeasures, agentTargets } from '../agent-measures.ts';
import { agentSubjects, ours, oursAgent } from '../subjects.ts';
import type { AgentRow, Cell, Results } from './results.ts';
import { showSpread, toTable, toText, withUnit } from './table.ts';

/** The part of RESULTS.md about agents. */
export function toAgentsMarkdown({ agents }: Pick<Results, 'agents'>): string {
  return [
    '## Agents',
    '',
    'An agent that answers in one step: three tools are offered, and the answer calls none, so that what is measured is what the agent adds to its',
    'model. `rivulet` is the model asked without an agent, and in brackets is the ratio to it; `rivulet-agent` is the same bundle with',
    '[agents/assistant.ts](../agents/assistant.ts). The others are an agent with the same prompt, tools, model and answer, as the documentation of each framework',
    'shows it ([handlers/](handlers)): unlike ours, they have no limits, no log, no heartbeat and no failures of their own, and they load all of their code at init.',
    'What is not the same: [PROFILES.md](PROFILES.md).',
    '',
    markdownTable([['Rivulet’s own goal', 'target', 'reached', ''], ...toTargetRows(agents)]),
    '',
    markdownTable(toTable(agents, agentMeasures, agentSubjects)),
    '',
    'The lowest and the highest value of the rounds:',
    '',
    markdownTable(toTable(agents, agentMeasures, agentSubjects, showSpread)),
    '',
  ].join('\n');
}

function toTargetRows(rows: readonly AgentRow[]): string[][] {
  return agentTargets.flatMap(({ title, measure, by, most, unit }) => {
    const cells = rows.find((row) => row.measure === measure)?.cells ?? {};
    const agent = cells[oursAgent.name];
    if (!agent) return [];
    const reached = compare[by](agent, cells[ours.name]);
    return [
      [
        title,
        `≤ ${withUnit(String(most), unit)}`,
        withUnit(toText(reached), unit),
        reached <= most ? 'reached' : '**missed**',
      ],
    ];
  });
}

const compare = {
  more: (agent: Cell, model?: Cell) => agent.median - (model?.median ?? Number.NaN),
  times: (agent: Cell, model?: Cell) => agent.median / (model?.median ?? Number.NaN),
  itself: (agent: Cell) => agent.median,
} as const satisfies Record<(typeof agentTargets)[number]['by'], (agent: Cell, model?: Cell) => number>;
