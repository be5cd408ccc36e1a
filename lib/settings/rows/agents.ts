import { z } from 'zod';
import { agents as listed } from '../../../agents/index.ts';
import { json, oneOf } from './field.ts';
import { runtimes } from './parts/runtime-setting.ts';
import { setting } from './setting.ts';

const name = z
  .string()
  .refine(
    (asked) => Object.hasOwn(listed, asked),
    `the agents of agents/index.ts are ${Object.keys(listed).join(', ') || 'none yet'}`,
  );

/** `-c agents=assistant,organizer` is short for a list. */
function toList(value: unknown): unknown {
  if (typeof value !== 'string' || value === 'none' || value === 'all') return value;
  return value.split(',').map((one) => one.trim());
}

export const agents = {
  agents: setting(
    json(
      z.preprocess(toList, z.union([z.enum(['none', 'all']), z.array(name).min(1)])),
      'none, all, or a list of names of agents/index.ts',
    ).default('none'),
    'which [agents](agents.md) callers may name, beside the models',
  ),
  runtimes: setting(
    runtimes.default({}),
    'agents that run on Amazon Bedrock AgentCore and that callers may name, too: [runtimes](agents.md#agents-that-run-elsewhere)',
  ),
  prewarmAgents: setting(
    oneOf('on', 'off').default('off'),
    'whether an environment loads its agents when it starts, which takes about a tenth of a second, instead of with the first question for one. It needs `prewarm: on`',
  ),
};
