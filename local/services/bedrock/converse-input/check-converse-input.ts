import type { Refusal } from '../wire/refusal.ts';
import { converseInput, type ConverseInput } from './converse-input.ts';
import { describeIssue } from './describe-issue.ts';
import { findBroken } from './rule.ts';
import { toolRules } from './tool-rules.ts';
import { turnRules } from './turn-rules.ts';

/** Refuses a parsed body that Bedrock would refuse. The message names the field. */
export function checkConverseInput(body: unknown): { readonly input: ConverseInput } | { readonly refusal: Refusal } {
  const parsed = converseInput.safeParse(body);
  const [issue] = parsed.error?.issues ?? [];
  if (!parsed.success) return refuse(issue === undefined ? 'Malformed input request' : describeIssue(issue));
  const broken = findBroken([...turnRules, ...toolRules], parsed.data);
  return broken === undefined ? { input: parsed.data } : refuse(broken);
}

function refuse(message: string): { readonly refusal: Refusal } {
  return { refusal: { status: 400, type: 'ValidationException', message } };
}
