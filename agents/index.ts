import type { AgentList } from '../lambda/agents/define-agent.ts';

/** Every agent by the name that callers say. The setting `agents` says which of them a deployment has. */
export const agents: AgentList = {
  assistant: () => import('./assistant.ts'),
  organizer: () => import('./organizer.ts'),
};
