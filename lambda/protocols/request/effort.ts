import { type ChatRequest, type Effort, efforts } from '../../chat/chat-request.ts';
import { oneOf, type Shape } from '../../read/shape.ts';

/** How hard the model is to think: `none` is not at all, `minimal` the least that Bedrock has. */
export const effort: Shape<Pick<ChatRequest, 'reasoning' | 'effort'>> = (value, field) => {
  const asked = oneOf(['none', 'minimal', ...efforts])(value, field);
  if (asked === 'none') return { reasoning: 'off' };
  return { reasoning: {}, effort: asked === 'minimal' ? ('low' satisfies Effort) : asked };
};
