import { describe, expect, test } from 'vitest';
import type { Turn } from '../../../../lambda/chat/chat-request.ts';
import { uiMessages } from '../../../../lambda/protocols/ui-messages/ui-messages.ts';
import { testConfig } from '../../../fixtures/handling/config.ts';
import { asQuestion } from '../../../fixtures/handling/as-question.ts';
import { incomingOf } from '../../../fixtures/handling/incoming.ts';

const user = { role: 'user', parts: [{ type: 'text', text: 'hi' }] };
const step = { type: 'step-start' };
const call = (toolCallId: string, more: object = {}) => ({
  type: 'tool-f',
  toolCallId,
  state: 'output-available',
  input: {},
  output: 'r',
  ...more,
});
const parse = (body: object) => asQuestion(uiMessages.parse(incomingOf({ body }), testConfig)).chat;

/** Turns in short: `user text`, `assistant t1 t2`. */
const inShort = (turns: readonly Turn[]) =>
  turns.map(({ role, content }) => [role, ...content.map((part) => ('id' in part ? part.id : part.kind))].join(' '));
const turnsOf = (...parts: object[]) => inShort(parse({ messages: [user, { role: 'assistant', parts }, user] }).turns);

describe('one message of the assistant’s becomes turns', () => {
  test.each<[name: string, parts: object[], turns: string[]]>([
    ['two calls of one step stand together', [step, call('a'), call('b')], ['assistant a b', 'user a b']],
    [
      'a step that begins with a call is one of its own',
      [step, call('a'), step, call('b')],
      ['assistant a', 'user a', 'assistant b', 'user b'],
    ],
    [
      'what follows a result is a step, marked or not',
      [call('a'), { type: 'text', text: 'so' }],
      ['assistant a', 'user a', 'assistant text'],
    ],
    ['a call that was given up is left out', [call('a', { state: 'input-streaming' })], []],
    ['what Bedrock ran is left out', [call('a', { state: 'input-available', providerExecuted: true })], []],
    [
      'what is for the page is left out',
      [
        { type: 'data-x', data: 1 },
        { type: 'source-url', url: 'u' },
      ],
      [],
    ],
    [
      'what a guardrail took back is left out, and nothing before it',
      [call('a'), step, { type: 'text', text: 'secret' }, { type: 'data-retraction', data: { guardrail: [] } }],
      ['assistant a', 'user a'],
    ],
    ['a thought that nothing proves is left out', [{ type: 'reasoning', text: 'hm' }], []],
    [
      'a thought with its proof is kept',
      [{ type: 'reasoning', text: 'hm', providerMetadata: { rivulet: { signature: 's' } } }],
      ['assistant reasoning'],
    ],
  ])('%s', (_name, parts, turns) => {
    expect(turnsOf(...parts)).toEqual(['user text', ...turns, 'user text']);
  });

  test('an incomplete input is an object, and its error is sent', () => {
    const broken = call('a', { state: 'output-error', input: '{"city', errorText: 'no' });
    const [, calling, answering] = parse({ messages: [user, { role: 'assistant', parts: [broken] }] }).turns;
    expect(calling?.content).toMatchObject([{ input: { rawInvalidInput: '{"city' } }]);
    expect(answering?.content).toMatchObject([{ isError: true, content: [{ text: 'no' }] }]);
  });
});

test('what a page adds reaches the model', () => {
  const asked = {
    messages: [{ role: 'system', parts: [{ type: 'text', text: 'b' }] }, user],
    system: 'a',
    tools: { f: { description: 'd', inputSchema: { type: 'object' } } },
    toolChoice: { type: 'tool', toolName: 'f' },
    maxOutputTokens: 5,
    topK: 3,
    reasoning: 'none',
  };
  expect(parse(asked)).toMatchObject({
    system: [{ text: 'a' }, { text: 'b' }],
    tools: [{ name: 'f', description: 'd', inputSchema: { type: 'object' } }],
    toolChoice: { name: 'f' },
    maxTokens: 5,
    topK: 3,
    reasoning: 'off',
  });
});

test.each<[body: object, field: string]>([
  [{ messages: [] }, 'messages'],
  [{ messages: [{ role: 'user', parts: [{ type: 'image' }] }] }, 'messages[0].parts[0].type'],
  [
    { messages: [{ role: 'user', parts: [{ type: 'file', url: 'https://a.example/b.png' }] }] },
    'messages[0].parts[0].url',
  ],
  [{ messages: [user], reasoning: 'much' }, 'reasoning'],
])('%j is refused by its field', (body, field) => {
  expect(() => parse(body)).toThrow(expect.objectContaining({ kind: 'invalid-request', details: { field } }));
});
