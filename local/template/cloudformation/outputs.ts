import type { Resolver } from './intrinsics.ts';
import type { Template } from './template.ts';

/** What the stack prints. An output that names what only AWS knows is left out: it changes nothing about how a request is answered. */
export function readOutputs({ Outputs }: Template, resolver: Resolver): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>();
  for (const [id, { Value, Condition }] of Object.entries(Outputs)) {
    const at = { id, type: 'output' };
    try {
      const isDeployed = Condition === undefined || resolver.holds(Condition, at);
      const value = isDeployed ? resolver.resolve(Value, at) : undefined;
      if (typeof value === 'string') outputs.set(id, value);
    } catch {
      continue;
    }
  }
  return outputs;
}
