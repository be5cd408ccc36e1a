import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toConverseInput } from '../../../lambda/bedrock/converse-input/to-converse-input.ts';
import { anthropicMessages } from '../../../lambda/protocols/anthropic-messages/anthropic-messages.ts';
import { openaiChat } from '../../../lambda/protocols/openai-chat/openai-chat.ts';
import { openaiResponses } from '../../../lambda/protocols/openai-responses/openai-responses.ts';
import { asQuestion } from '../../fixtures/handling/as-question.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';
import { modelOf } from '../../fixtures/handling/model.ts';
import { type AbstractRequest, abstractRequest } from '../../fixtures/clients/abstract-request.ts';

/** What Bedrock should be asked, written down from the request itself, field by field. */
function toExpected({ system, rounds, last, tools, choice, maxTokens, temperature, stop }: AbstractRequest): object {
  const [first] = tools;
  const choices = { auto: { auto: {} }, any: { any: {} }, named: { tool: { name: first?.name } } };
  const messages = rounds.flatMap(({ user, said, calls }) => [
    { role: 'user', content: [{ text: user }] },
    {
      role: 'assistant',
      content: [{ text: said }, ...calls.map(({ id, name, input }) => ({ toolUse: { toolUseId: id, name, input } }))],
    },
    ...(calls.length > 0
      ? [
          {
            role: 'user',
            content: calls.map(({ id, result }) => ({ toolResult: { toolUseId: id, content: [{ text: result }] } })),
          },
        ]
      : []),
  ]);
  return {
    modelId: modelOf('claude-4.5').id,
    messages: merge([...messages, { role: 'user', content: [{ text: last }] }]),
    ...(system !== undefined && { system: [{ text: system }] }),
    toolConfig: {
      tools: tools.map(({ name, description, schema }) => ({
        toolSpec: { name, description, inputSchema: { json: schema } },
      })),
      ...(choice && { toolChoice: choices[choice] }),
    },
    inferenceConfig: {
      maxTokens,
      ...(temperature !== undefined && { temperature }),
      ...(stop.length > 0 && { stopSequences: stop }),
    },
  };
}

function merge(messages: readonly { role: string; content: object[] }[]): object[] {
  const merged: { role: string; content: object[] }[] = [];
  for (const { role, content } of messages) {
    if (merged.at(-1)?.role === role) merged.at(-1)?.content.push(...content);
    else merged.push({ role, content: [...content] });
  }
  return merged;
}

const toFunction = ({ name, description, schema }: AbstractRequest['tools'][number]) => ({
  name,
  description,
  parameters: schema,
});
const openaiChoice = { auto: 'auto', any: 'required' } as const;

function toChat({ system, rounds, last, tools, choice, maxTokens, temperature, stop }: AbstractRequest): object {
  return {
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      ...rounds.flatMap(({ user, said, calls }) => [
        { role: 'user', content: user },
        {
          role: 'assistant',
          content: said,
          ...(calls.length > 0 && {
            tool_calls: calls.map(({ id, name, input }) => ({
              id,
              type: 'function',
              function: { name, arguments: JSON.stringify(input) },
            })),
          }),
        },
        ...calls.map(({ id, result }) => ({ role: 'tool', tool_call_id: id, content: result })),
      ]),
      { role: 'user', content: last },
    ],
    tools: tools.map((tool) => ({ type: 'function', function: toFunction(tool) })),
    ...(choice === 'named' && { tool_choice: { type: 'function', function: { name: tools[0]?.name } } }),
    ...(choice && choice !== 'named' && { tool_choice: openaiChoice[choice] }),
    max_completion_tokens: maxTokens,
    temperature,
    stop,
  };
}

function toResponses({ system, rounds, last, tools, choice, maxTokens, temperature }: AbstractRequest): object {
  return {
    instructions: system,
    input: [
      ...rounds.flatMap(({ user, said, calls }) => [
        { role: 'user', content: user },
        { role: 'assistant', content: [{ type: 'output_text', text: said }] },
        ...calls.map(({ id, name, input }) => ({
          type: 'function_call',
          call_id: id,
          name,
          arguments: JSON.stringify(input),
        })),
        ...calls.map(({ id, result }) => ({ type: 'function_call_output', call_id: id, output: result })),
      ]),
      { role: 'user', content: last },
    ],
    tools: tools.map((tool) => ({ type: 'function', ...toFunction(tool) })),
    ...(choice === 'named' && { tool_choice: { type: 'function', name: tools[0]?.name } }),
    ...(choice && choice !== 'named' && { tool_choice: openaiChoice[choice] }),
    max_output_tokens: maxTokens,
    temperature,
  };
}

function toMessages({ system, rounds, last, tools, choice, maxTokens, temperature, stop }: AbstractRequest): object {
  const choices = { auto: { type: 'auto' }, any: { type: 'any' }, named: { type: 'tool', name: tools[0]?.name } };
  return {
    model: 'haiku',
    system,
    messages: [
      ...rounds.flatMap(({ user, said, calls }) => [
        { role: 'user', content: user },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: said },
            ...calls.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input })),
          ],
        },
        ...(calls.length > 0
          ? [
              {
                role: 'user',
                content: calls.map(({ id, result }) => ({ type: 'tool_result', tool_use_id: id, content: result })),
              },
            ]
          : []),
      ]),
      { role: 'user', content: last },
    ],
    tools: tools.map(({ name, description, schema }) => ({ name, description, input_schema: schema })),
    tool_choice: choice && choices[choice],
    max_tokens: maxTokens,
    temperature,
    stop_sequences: stop,
  };
}

const ways = [
  { protocol: openaiChat, write: toChat, hasStop: true },
  { protocol: openaiResponses, write: toResponses, hasStop: false },
  { protocol: anthropicMessages, write: toMessages, hasStop: true },
];

test.each(ways)('what $protocol.name asks is what reaches Bedrock, field by field', ({ protocol, write, hasStop }) => {
  fc.assert(
    fc.property(abstractRequest, (generated) => {
      const request = hasStop ? generated : { ...generated, stop: [] };
      const asked = protocol.parse(incomingOf({ body: write(request) }), { ...testConfig, maxTurns: 100 });
      const { chat, ignored = [] } = asQuestion(asked);
      const input = toConverseInput({ ...chat, maxTokens: chat.maxTokens ?? 0 }, modelOf('claude-4.5'), {});
      expect(input).toEqual(toExpected(request));
      expect([...ignored]).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
