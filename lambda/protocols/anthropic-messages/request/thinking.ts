import type { Reasoning } from '../../../chat/chat-request.ts';
import { nullish } from '../../../read/accepted.ts';
import { number, object, taggedBy, text } from '../../../read/shape.ts';

/** How much of it the client wants to see; only `omitted` makes a difference here. */
const display = nullish(text);

export const thinking = taggedBy('type', {
  enabled: object({ type: text, budget_tokens: number({ min: 1024, isWhole: true }), display }),
  adaptive: object({ type: text, display }),
  disabled: object({ type: text }),
});

export function toReasoning(asked: ReturnType<typeof thinking> | undefined): Reasoning | undefined {
  if (asked === undefined) return undefined;
  if (!('display' in asked) && asked.type === 'disabled') return 'off';
  const isHidden = 'display' in asked && asked.display === 'omitted';
  return {
    ...('budget_tokens' in asked && { budgetTokens: asked.budget_tokens }),
    ...(isHidden && { isHidden }),
    ...(asked.type === 'adaptive' && { isOptional: true }),
  };
}
