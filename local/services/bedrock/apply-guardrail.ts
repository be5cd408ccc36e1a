import { z } from 'zod';
import { parseJson } from './seen-request.ts';
import type { Exchange } from './wire/exchange.ts';
import { refuse, sendBody } from './wire/refusal.ts';

const input = z.object({
  source: z.enum(['INPUT', 'OUTPUT']),
  content: z.array(z.object({ text: z.object({ text: z.string() }) })).min(1),
});

/** The characters that AWS bills as one. */
const unitChars = 1000;

export function isApplyGuardrail(method: string, url: string): boolean {
  return method === 'POST' && /^\/guardrail\/[^/?]+\/version\/[^/?]+\/apply$/.test(url);
}

/** ApplyGuardrail of a guardrail that nobody made here: it checks nothing, and lets all texts through. */
export function applyGuardrail(body: Uint8Array, exchange: Exchange): Promise<void> {
  const { success, data, error } = input.safeParse(parseJson(body));
  if (!success) return refuse({ status: 400, type: 'ValidationException', message: z.prettifyError(error) }, exchange);
  const units = data.content.reduce((sum, { text }) => sum + Math.ceil(text.text.length / unitChars), 0);
  const usage = {
    topicPolicyUnits: units,
    contentPolicyUnits: units,
    wordPolicyUnits: units,
    sensitiveInformationPolicyUnits: units,
    sensitiveInformationPolicyFreeUnits: 0,
    contextualGroundingPolicyUnits: 0,
  };
  const answer = { action: 'NONE', outputs: [], assessments: [], usage };
  const headers = { 'content-type': 'application/json' };
  return sendBody(exchange, { status: 200, headers, body: JSON.stringify(answer) });
}
