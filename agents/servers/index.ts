/** An MCP server that the local stage runs for an agent. */
export interface LocalServer {
  /** It is started where the deployment has this agent. */
  readonly agent: string;
  /** The environment variable that tells the agent the server's URL. */
  readonly variable: string;
  /** Starts it on loopback, at any free port. */
  readonly start: () => Promise<RunningServer>;
}

export interface RunningServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

export const servers: readonly LocalServer[] = [
  {
    agent: 'organizer',
    variable: 'TASKS_MCP_URL',
    start: async () => (await import('./tasks.ts')).startTasks(),
  },
];
