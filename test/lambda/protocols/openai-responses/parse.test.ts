import { expect, test } from 'vitest';
import { openaiResponses } from '../../../../lambda/protocols/openai-responses/openai-responses.ts';
import { asQuestion } from '../../../fixtures/handling/as-question.ts';
import { testConfig } from '../../../fixtures/handling/config.ts';
import { incomingOf } from '../../../fixtures/handling/incoming.ts';

const parse = (body: object) =>
  asQuestion(openaiResponses.parse(incomingOf({ body: { input: 'hi', ...body } }), testConfig)).chat;
const user = { role: 'user', content: 'hi' };
const png = { type: 'input_image', image_url: 'data:image/png;base64,AAAA' };
const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' };

test.each<[body: object, field: string]>([
  [{ input: '' }, 'input'],
  [{ input: [{ role: 'system', content: [png] }, user] }, 'input[0].content[0]'],
  [{ input: [user, { role: 'assistant', content: [png] }, user] }, 'input[1].content[0]'],
  [{ input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'f' }] }] }, 'input[0].content[0].file_id'],
  [{ input: [{ role: 'user', content: [{ type: 'input_file', file_url: 'u' }] }] }, 'input[0].content[0].file_url'],
  [{ input: [{ role: 'user', content: [{ type: 'input_image', file_id: 'f' }] }] }, 'input[0].content[0].file_id'],
  [{ input: [user, { ...call, arguments: '"text"' }] }, 'input[1].arguments'],
  [{ input: [user, { type: 'item_reference', id: 'i' }] }, 'input[1].type'],
  [{ input: [user, { type: 'reasoning', summary: [], encrypted_content: 'x' }] }, 'input[1].encrypted_content'],
  [{ background: true }, 'background'],
  [{ previous_response_id: 'resp_1' }, 'previous_response_id'],
  [{ text: { format: { type: 'json_schema', name: 'n', schema: 'x' } } }, 'text.format.schema'],
  [{ include: ['message.output_text.logprobs'] }, 'include[0]'],
  [{ tools: [{ type: 'web_search' }] }, 'tools[0].type'],
])('%j is refused by its field', (body, field) => {
  expect(() => parse(body)).toThrow(expect.objectContaining({ kind: 'invalid-request', details: { field } }));
});

test('what the SDK’s helpers return can be sent back as it is', () => {
  const answer = {
    type: 'message',
    id: 'm',
    status: 'completed',
    role: 'assistant',
    content: [{ type: 'output_text', text: 'a', annotations: [], logprobs: [], parsed: null }],
  };
  const { turns } = parse({
    input: [
      user,
      answer,
      { ...call, parsed_arguments: {} },
      { type: 'function_call_output', call_id: 'c', output: 'r' },
    ],
  });
  expect(turns.map(({ role }) => role)).toEqual(['user', 'assistant', 'assistant', 'user']);
});

test('a thought without its proof is left out', () => {
  const { turns } = parse({ input: [user, { type: 'reasoning', summary: [] }, user] });
  expect(turns.map(({ role }) => role)).toEqual(['user', 'user']);
});
