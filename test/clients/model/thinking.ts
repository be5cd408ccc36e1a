import type { ConverseInput } from '../../../local/services/bedrock/converse-input/converse-input.ts';

/** How Claude is asked to think: `enabled`, `adaptive` … */
export function toThinking(fields: ConverseInput['additionalModelRequestFields']): unknown {
  const thinking =
    typeof fields === 'object' && fields !== null && 'thinking' in fields ? fields['thinking'] : undefined;
  return typeof thinking === 'object' && thinking !== null && 'type' in thinking ? thinking['type'] : undefined;
}
