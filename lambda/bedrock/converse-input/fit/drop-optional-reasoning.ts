import type { Model } from '../../../models/resolve-model.ts';
import type { Question } from '../../../source.ts';

/**
 * Claude Code leaves it to every model whether it thinks, and says how hard it should work if it does. For a model that can't be told,
 * because it never thinks or always does, this says nothing.
 */
export function dropOptionalReasoning(chat: Question['chat'], { family }: Model): Question['chat'] {
  const { reasoning, effort: _effort, ...rest } = chat;
  const isOptional = typeof reasoning === 'object' && reasoning.isOptional === true;
  const canBeTold = family.reasoning !== 'never' && family.reasoning !== 'always';
  return isOptional && !canBeTold ? rest : chat;
}
