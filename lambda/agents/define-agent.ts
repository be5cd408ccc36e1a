import type { Agent, AgentConfig, Model, Tool } from '@strands-agents/sdk';
import type { Caller } from '../access/caller.ts';
import type { Shows } from '../chat/shows.ts';
import type { KnowledgeTool } from './knowledge/search-knowledge.ts';
import type { McpServer } from './mcp/mcp.ts';

/** What a file in `agents/` exports. */
export interface AgentDefinition {
  /** For people who choose among models and agents. */
  readonly description: string;
  /** The alias of the model that it thinks with. Left out, the deployment's default model. */
  readonly model?: string;
  readonly system?: string;
  /** How often it may ask its model for one answer: 1 to 50. Left out, 10. */
  readonly turns?: number;
  /** The tokens of all these prompts and answers together, at most: 1,000 to 5,000,000. Left out, 100,000. A budget holds them until the answer is over. */
  readonly tokens?: number;
  /** What callers are shown of its tools. Left out, the calls. */
  readonly shows?: Shows;
  readonly tools?: readonly (Tool | McpServer | KnowledgeTool)[];
  /** Makes the agent for one answer, for those who want hooks, plugins or several agents. Left out, it is made of the rest. */
  readonly create?: (context: AgentContext) => Agent | Promise<Agent>;
}

/** What an agent is made of, for one answer. */
export interface AgentContext {
  /** For the agent that answers: `new Agent({...config})`. It has the model, the conversation, the system prompt and the tools. */
  readonly config: AgentConfig;
  /** A model of this deployment for an agent beside it, whose words nobody is shown. Left out, the same model. */
  readonly model: (alias?: string) => Model;
  readonly caller: Caller;
  /** Fires when the answer is no longer wanted. */
  readonly signal: AbortSignal;
}

/** The bounds of what an agent may do for one answer. */
const bounds = {
  turns: { least: 1, most: 50, usual: 10 },
  tokens: { least: 1_000, most: 5_000_000, usual: 100_000 },
} as const;

/** An agent with all that is left out. Throws for what is out of bounds, so that a wrong agent fails at synth. */
export function defineAgent(definition: AgentDefinition): DefinedAgent {
  if (definition.description.trim() === '') throw new Error('an agent needs a description: say what it is for');
  const { shows = 'calls', tools = [], ...rest } = definition;
  checkNames(tools.flatMap((tool) => ('kind' in tool ? tool.tools : [tool.name])));
  return {
    ...rest,
    shows,
    tools,
    turns: within('turns', definition.turns),
    tokens: within('tokens', definition.tokens),
  };
}

export type DefinedAgent = AgentDefinition & Required<Pick<AgentDefinition, 'turns' | 'tokens' | 'shows' | 'tools'>>;

/** A model knows a tool by its name alone, and Strands takes `-` and `_` for the same. */
function checkNames(names: readonly string[]): void {
  const same = names.map((name) => name.replaceAll('-', '_'));
  const twice = names.find((_name, index) => same.indexOf(same[index] ?? '') !== index);
  if (twice !== undefined) throw new Error(`two tools are named ${twice}: each needs a name of its own`);
}

function within(name: keyof typeof bounds, value: number | undefined): number {
  const { least, most, usual } = bounds[name];
  if (value === undefined) return usual;
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name} must be a whole number from ${least} to ${most}, got ${value}`);
}

/** The agents of a deployment by their names, each loaded when it is first asked. */
export type AgentList = Readonly<Record<string, () => Promise<{ readonly default: DefinedAgent }>>>;
