import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { openaiResponses } from '../../../../lambda/protocols/openai-responses/openai-responses.ts';
import { flow, gather } from '../../../fixtures/answers/gather.ts';
import { said } from '../../../fixtures/handling/ask-source.ts';
import { asQuestion } from '../../../fixtures/handling/as-question.ts';
import { testConfig } from '../../../fixtures/handling/config.ts';
import { incomingOf } from '../../../fixtures/handling/incoming.ts';
import { modelOf } from '../../../fixtures/handling/model.ts';

// What the Open Responses specification (2026-04-24) requires of a response object: these fields, with these types.

type Kind = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null';

const nullable = (kind: Kind): readonly Kind[] => [kind, 'null'];
const required: Readonly<Record<string, readonly Kind[]>> = {
  id: ['string'],
  object: ['string'],
  created_at: ['number'],
  completed_at: nullable('number'),
  status: ['string'],
  incomplete_details: nullable('object'),
  model: ['string'],
  previous_response_id: nullable('string'),
  instructions: nullable('string'),
  output: ['array'],
  error: nullable('object'),
  tools: ['array'],
  tool_choice: ['string', 'object'],
  truncation: ['string'],
  parallel_tool_calls: ['boolean'],
  text: ['object'],
  top_p: ['number'],
  presence_penalty: ['number'],
  frequency_penalty: ['number'],
  top_logprobs: ['number'],
  temperature: ['number'],
  reasoning: nullable('object'),
  user: nullable('string'),
  usage: nullable('object'),
  max_output_tokens: nullable('number'),
  max_tool_calls: nullable('number'),
  store: ['boolean'],
  background: ['boolean'],
  service_tier: ['string'],
  metadata: ['object'],
  safety_identifier: nullable('string'),
  prompt_cache_key: nullable('string'),
};

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

async function respond(body: object, events: readonly ChatEvent[] = said): Promise<Record<string, unknown>> {
  const incoming = incomingOf({ body: { input: 'hi', ...body } });
  const { chat, format } = asQuestion(openaiResponses.parse(incoming, testConfig));
  const question = { chat: { ...chat, maxTokens: 100 }, model: modelOf('claude-4.5') };
  const sent = (await gather(format.encode(flow(events), { incoming, question }))).join('');
  const [last = sent] =
    sent
      .match(/data: .*"response\.(completed|incomplete)".*/)?.[0]
      .slice(6)
      .split('\n') ?? [];
  const data = JSON.parse(last);
  return data.response ?? data;
}

test.each([
  [{}],
  [{ stream: true }],
  [{ service_tier: 'auto', temperature: 0.5, reasoning: { effort: 'low' }, store: true, truncation: 'auto' }],
])('a response to %j has every field', async (body) => {
  const response = await respond(body);
  for (const [name, kinds] of Object.entries(required)) expect(kinds, name).toContain(kindOf(response[name]));
});

test('what was sent incomplete is told complete', async () => {
  const response = await respond({
    tools: [{ type: 'function', name: 'f' }],
    reasoning: { effort: 'low' },
    text: { format: { type: 'json_schema', name: 'a', schema: { type: 'object' } } },
  });
  expect(response).toMatchObject({
    tools: [{ type: 'function', name: 'f', description: null, parameters: null, strict: false }],
    reasoning: { effort: 'low', summary: null },
    text: { format: { type: 'json_schema', name: 'a', description: null, strict: true } },
    store: false,
    truncation: 'disabled',
  });
});

test('only a completed response has the time of its completion', async () => {
  const cut: ChatEvent[] = [...said.slice(0, -1), { type: 'message-stop', stop: { kind: 'length', reason: 'x' } }];
  expect((await respond({})).completed_at).toEqual(expect.any(Number));
  expect((await respond({}, cut)).completed_at).toBeNull();
});
