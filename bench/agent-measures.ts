/**
 * What is measured of an agent of one step, in the order of the table: its tools are offered, and the answer calls none. Our bundle loads agents with
 * the first question for one, everybody else's is loaded at init: process start → first byte has both.
 */
export const agentMeasures = {
  agentInitKb: { title: 'code loaded at init, minified', unit: 'kB' },
  agentFirstKb: { title: 'code loaded with the first question, minified', unit: 'kB' },
  agentAllKb: { title: 'all code of agents, minified', unit: 'kB' },
  agentFirstMs: { title: 'first question → first byte', unit: 'ms' },
  agentTotalMs: { title: 'process start → first byte', unit: 'ms' },
  agentFirstMs058: { title: 'first question → first byte, 0.58 vCPU', unit: 'ms' },
  agentTotalMs058: { title: 'process start → first byte, 0.58 vCPU', unit: 'ms' },
  agentFirstCpuMs: { title: 'CPU of the first question', unit: 'ms' },
  agentTotalCpuMs: { title: 'CPU from process start to the end of the first answer', unit: 'ms' },
  agentTtfbMs: { title: 'warm first byte over TLS', unit: 'ms' },
  agentRequestMicros: { title: 'CPU per request of one delta', unit: 'µs' },
} as const satisfies Record<string, { readonly title: string; readonly unit: string }>;

export type AgentMeasureName = keyof typeof agentMeasures;

/** What our agents may cost, by our own choice. */
export const agentTargets = [
  {
    title: 'CPU per request, more than the model’s',
    measure: 'agentRequestMicros',
    by: 'more',
    most: 2000,
    unit: 'µs',
  },
  { title: 'warm first byte, times the model’s', measure: 'agentTtfbMs', by: 'times', most: 2, unit: '' },
  { title: 'code at init, more than without agents', measure: 'agentInitKb', by: 'more', most: 1, unit: 'kB' },
  { title: 'all code of agents', measure: 'agentAllKb', by: 'itself', most: 700, unit: 'kB' },
] as const satisfies readonly AgentTarget[];

interface AgentTarget {
  readonly title: string;
  readonly measure: AgentMeasureName;
  /** How the agent's median is compared with the model's. */
  readonly by: 'more' | 'times' | 'itself';
  readonly most: number;
  readonly unit: string;
}
