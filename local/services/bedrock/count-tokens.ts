import { z } from 'zod';
import { toTokens } from './answerer/words.ts';
import { checkConverseInput } from './converse-input/check-converse-input.ts';
import type { Exchange } from './wire/exchange.ts';
import { refuse, sendBody } from './wire/refusal.ts';
import { parseJson } from './seen-request.ts';

const countInput = z.strictObject({ input: z.strictObject({ converse: z.looseObject({}) }) });

/** CountTokens accepts foundation models only (Bedrock user guide). */
const profile = /^(arn:|global\.|apac\.|us-gov\.|[a-z]{2}\.)/;

/** Counts roughly as a model would, over all text. Media do not count here. */
export function countTokens(modelId: string, body: Uint8Array, exchange: Exchange): Promise<void> {
  const parsed = countInput.safeParse(parseJson(body));
  if (profile.test(modelId)) return refuseInput("The provided model doesn't support counting tokens.", exchange);
  if (!parsed.success) return refuseInput('Malformed input request: input.converse is missing.', exchange);
  const checked = checkConverseInput(parsed.data.input.converse);
  if ('refusal' in checked) return refuse(checked.refusal, exchange);
  const { messages, system = [], toolConfig } = checked.input;
  const said = [...system, ...messages.flatMap(({ content }) => content)].map((block) => block.text ?? '');
  const inputTokens = toTokens([...said, toolConfig ? JSON.stringify(toolConfig) : ''].join(' ')).length;
  const headers = { 'content-type': 'application/json' };
  return sendBody(exchange, { status: 200, headers, body: JSON.stringify({ inputTokens }) });
}

function refuseInput(message: string, exchange: Exchange): Promise<void> {
  return refuse({ status: 400, type: 'ValidationException', message }, exchange);
}
