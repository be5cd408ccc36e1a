import type { Problem } from './cross-checks.ts';
import type { Settings } from '../settings.ts';

/** Bedrock only knows the guardrails of the region where it is called. */
export function checkGuardrail({
  guardrail,
  bedrockRegion,
}: Pick<Settings, 'guardrail' | 'bedrockRegion'>): readonly Problem[] {
  if (!guardrail || !('create' in guardrail) || bedrockRegion === undefined) return [];
  const allowed =
    'no create with bedrockRegion, because the stack makes the guardrail in its own region and Bedrock only knows those of the ' +
    'region where it is called: leave bedrockRegion out, or take a guardrail of that region by its id, {"id", "version"}';
  return [{ name: 'guardrail', value: guardrail, allowed }];
}
