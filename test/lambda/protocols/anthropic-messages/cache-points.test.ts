import { expect, test } from 'vitest';
import type { Content } from '../../../../lambda/chat/content.ts';
import { anthropicMessages } from '../../../../lambda/protocols/anthropic-messages/anthropic-messages.ts';
import { testConfig } from '../../../fixtures/handling/config.ts';
import { incomingOf } from '../../../fixtures/handling/incoming.ts';

const cache = { cache_control: { type: 'ephemeral' } };
const hi = { type: 'text', text: 'hi' };
const result = { type: 'tool_result', tool_use_id: 't' };
const called = [
  { role: 'user', content: 'time?' },
  { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'clock', input: {} }] },
];

const kinds = (content: object[], { before = [], ...more }: { before?: object[]; cache_control?: object } = {}) => {
  const body = { model: 'haiku', max_tokens: 5, messages: [...before, { role: 'user', content }], ...more };
  const { chat } = anthropicMessages.parse(incomingOf({ body }), testConfig);
  return chat.turns.at(-1)?.content.map(({ kind }: Content) => kind);
};

test.each<[name: string, kinds: Content['kind'][] | undefined, expected: Content['kind'][]]>([
  ['on a block stands behind it', kinds([{ ...hi, ...cache }, hi]), ['text', 'cache-point', 'text']],
  ['on the request stands behind its last block', kinds([hi], cache), ['text', 'cache-point']],
  ['on both stands there once', kinds([{ ...hi, ...cache }], cache), ['text', 'cache-point']],
  [
    'on a result stands behind it',
    kinds([{ ...result, ...cache }], { before: called }),
    ['tool-result', 'cache-point'],
  ],
  [
    'inside a result stands behind it',
    kinds([{ ...result, content: [{ ...hi, ...cache }] }], { before: called }),
    ['tool-result', 'cache-point'],
  ],
])('a cache point %s', (_name, got, expected) => {
  expect(got).toEqual(expected);
});

test('a cache point without content is left out', () => {
  expect(() => kinds([{ type: 'text', text: ' ', ...cache }])).toThrow('messages[0].content: must not be blank');
});

test('a passage of a document may carry what other blocks carry', () => {
  const source = { type: 'content', content: [{ ...hi, ...cache, citations: null }] };
  expect(kinds([hi, { type: 'document', source }])).toEqual(['text', 'document']);
});
