import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimatePrompt } from '../../../lambda/usage/estimate.ts';
import type { ChatRequest } from '../../../lambda/chat/chat-request.ts';
import type { Content } from '../../../lambda/chat/content.ts';
import { openaiChat } from '../../../lambda/protocols/openai-chat/openai-chat.ts';
import { asQuestion } from '../../fixtures/handling/as-question.ts';
import { testConfig } from '../../fixtures/handling/config.ts';
import { incomingOf } from '../../fixtures/handling/incoming.ts';

const estimate = (content: readonly Content[], more: Partial<ChatRequest> = {}, systemPrompt?: string) =>
  estimatePrompt({ turns: [{ role: 'user', content }], ...more }, systemPrompt);

const text = (words: string): Content => ({ kind: 'text', text: words });
const nothing = estimate([]);

test.each<[what: string, content: Content, tokens: number]>([
  ['English, three bytes for a token', text('a'.repeat(1200)), 400],
  ['Japanese, by its bytes', text('あ'.repeat(400)), 400],
  ['a picture, whatever its size', { kind: 'image', format: 'png', bytes: new Uint8Array(9) }, 4_800],
  [
    'a file, by its bytes',
    { kind: 'document', format: 'pdf', name: 'a', source: new Uint8Array(12_000), isCited: false },
    2_000,
  ],
  [
    'a document of text, as text',
    { kind: 'document', format: 'txt', name: 'a', source: ['a'.repeat(600), 'a'.repeat(600)], isCited: true },
    400,
  ],
  [
    'a thought with its proof',
    { kind: 'reasoning', thought: { text: 'a'.repeat(600), signature: 'a'.repeat(600) } },
    400,
  ],
  ['a hidden thought', { kind: 'reasoning', thought: new Uint8Array(1200) }, 400],
  [
    'a tool’s result, with what is in it',
    { kind: 'tool-result', id: 'c', isError: false, content: [{ kind: 'text', text: 'a'.repeat(1200) }] },
    400,
  ],
])('%s', (_what, content, tokens) => {
  const found = estimate([content]);
  // Rounded up once, for the whole prompt.
  expect(Math.abs(found.tokens - nothing.tokens - tokens)).toBeLessThanOrEqual(1);
  expect(found.isCached).toBe(false);
});

test('the deployment’s own system prompt counts only where the request has none', () => {
  const prompt = 'a'.repeat(1200);
  expect(estimate([], {}, prompt).tokens - nothing.tokens).toBe(400);
  expect(estimate([], { system: [{ kind: 'text', text: '' }] }, prompt)).toEqual(
    estimate([], { system: [{ kind: 'text', text: '' }] }),
  );
});

test('numbers beyond 2^53 in a tool’s input are counted like any other', () => {
  const call = { name: 'f', arguments: '{"id": 123456789012345678901234567890}' };
  const messages = [
    { role: 'user', content: 'a' },
    { role: 'assistant', tool_calls: [{ id: 'c', type: 'function', function: call }] },
    { role: 'tool', tool_call_id: 'c', content: 'r' },
  ];
  const { chat } = asQuestion(openaiChat.parse(incomingOf({ body: { messages } }), testConfig));
  const { tokens } = estimatePrompt(chat, undefined);
  expect(tokens - nothing.tokens).toBeGreaterThan(10);
});

test.each<[where: string, content: Content[], more: Partial<ChatRequest>]>([
  ['in a turn', [text('a'), { kind: 'cache-point' }], {}],
  ['in the system prompt', [text('a')], { system: [{ kind: 'text', text: 'a' }, { kind: 'cache-point' }] }],
  ['behind a tool', [text('a')], { tools: [{ name: 'f', inputSchema: {}, cachePoint: { kind: 'cache-point' } }] }],
])('a cache point is seen %s', (_where, content, more) => {
  expect(estimate(content, more).isCached).toBe(true);
});

test('more text is never fewer tokens', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      expect(estimate([text(one + other)]).tokens).toBeGreaterThanOrEqual(estimate([text(one)]).tokens);
    }),
  );
});
