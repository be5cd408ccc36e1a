import { z } from 'zod';
import type { ConverseInput } from '../../converse-input/converse-input.ts';

/** How the function asks the families of Bedrock's models to think (lambda/bedrock/converse-input/parts/to-reasoning.ts). */
const modelFields = z.object({
  thinking: z.object({ type: z.string(), budget_tokens: z.int().optional() }).optional(),
  reasoningConfig: z.object({ type: z.string(), maxReasoningEffort: z.string().optional() }).optional(),
  reasoning_effort: z.string().optional(),
  reasoning: z.object({ effort: z.string() }).optional(),
});

const efforts = ['none', 'low', 'medium', 'high'] as const;
type Effort = (typeof efforts)[number];

/** How much the model is asked to think. Undefined where the request does not say. */
export function toEffort({
  additionalModelRequestFields,
  outputConfig,
  inferenceConfig,
}: ConverseInput): Effort | undefined {
  const { data: fields = {} } = modelFields.safeParse(additionalModelRequestFields ?? {});
  const kind = fields.thinking?.type ?? fields.reasoningConfig?.type;
  const asked =
    outputConfig?.effort ??
    fields.reasoningConfig?.maxReasoningEffort ??
    fields.reasoning_effort ??
    fields.reasoning?.effort;
  if (kind === 'disabled') return 'none';
  if (asked === undefined && kind === undefined) return undefined;
  if (asked === undefined)
    return ofBudget((fields.thinking?.budget_tokens ?? NaN) / (inferenceConfig?.maxTokens ?? NaN));
  // What is above is known to few servers.
  return efforts.find((effort) => effort === asked) ?? 'high';
}

/** @param share of the answer's tokens that may be thoughts */
function ofBudget(share: number): Effort {
  if (share < 0.35) return 'low';
  return share > 0.65 ? 'high' : 'medium';
}
