import { agents as listed } from '../../agents/index.ts';
import type { DefinedAgent } from '../../lambda/agents/define-agent.ts';
import type { AgentConfig } from '../../lambda/models/names.ts';
import { agentNamesOf } from '../settings/names-of.ts';
import { SettingsError } from '../settings/settings-error.ts';
import type { Settings } from '../settings/settings.ts';
import { type AskedPart, checkModel } from './check-model.ts';

export interface NamedAgent {
  readonly name: string;
  /** What the function knows of it before it is loaded. */
  readonly config: AgentConfig;
}

/** An agent as the stack needs it. */
export interface UsedAgent extends NamedAgent {
  readonly definition: DefinedAgent;
}

/** The agents that the settings name, loaded from `agents/`. Throws a `SettingsError` for one that this deployment can't have. */
export async function readAgents(settings: Settings): Promise<readonly UsedAgent[]> {
  return Promise.all(agentNamesOf(settings).map((name) => readAgent(name, settings)));
}

async function readAgent(name: string, { models, defaultModel, knowledge }: Settings): Promise<UsedAgent> {
  const load = new Map(Object.entries(listed)).get(name);
  if (!load) throw new SettingsError(`agents/index.ts has no agent ${name}`);
  const { default: definition } = await load().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`agents/${name}.ts: ${why}`);
  });
  const { description, model = defaultModel, turns, tokens } = definition;
  checkModel(name, model, partsOf(definition), models);
  const unknown = knowledgeOf(definition).find((asked) => !Object.hasOwn(knowledge, asked));
  if (unknown !== undefined) {
    const allowed = `allowed: a name of the setting knowledge: ${Object.keys(knowledge).join(', ') || 'there are none yet'}`;
    throw new SettingsError(`agents/${name}.ts: it searches the documents ${unknown}; ${allowed}`);
  }
  const mayAsk = definition.create && Object.keys(models);
  return { name, definition, config: { description, model, turns, tokens, ...(mayAsk && { mayAsk }) } };
}

/** The documents that it may search, by their names. */
function knowledgeOf({ tools }: DefinedAgent): readonly string[] {
  return tools.flatMap((tool) => ('kind' in tool && tool.kind === 'knowledge' ? tool.knowledge : []));
}

/** What it asks its model with in every step. */
export function partsOf({ tools, system }: DefinedAgent): readonly AskedPart[] {
  return [...(tools.length > 0 ? (['tools'] as const) : []), ...(system === undefined ? [] : (['system'] as const))];
}
