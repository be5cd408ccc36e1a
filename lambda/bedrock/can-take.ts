import { Failure } from '../chat/failure.ts';
import type { Question } from '../source.ts';
import { toConverseInput } from './converse-input/to-converse-input.ts';

/** Whether the model's family takes what is asked. The deployment's own part, system prompt and guardrail, is all models'. */
export function canTake({ chat, model }: Question): boolean {
  try {
    toConverseInput(chat, model, {});
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}
