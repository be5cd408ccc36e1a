import { type AgentDefinition, defineAgent } from '../../../lambda/agents/define-agent.ts';
import type { UsedAgent } from '../../../lib/agents/read-agents.ts';

/** An agent as the settings would name it. */
export function usedAgent(name: string, tools: AgentDefinition['tools'] = []): UsedAgent {
  const definition = defineAgent({ description: 'A test’s', tools });
  const { description, turns, tokens } = definition;
  return { name, definition, config: { description, model: 'haiku', turns, tokens } };
}
