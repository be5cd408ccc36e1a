import { expect, test } from 'vitest';
import type { ChatRequest, Turn } from '../../../../lambda/chat/chat-request.ts';
import { toConverseInput } from '../../../../lambda/bedrock/converse-input/to-converse-input.ts';
import { modelOf } from '../../../fixtures/handling/model.ts';

const model = modelOf('other');
const say = (role: Turn['role'], said: string): Turn => ({ role, content: [{ kind: 'text', text: said }] });
const input = (chat: Partial<ChatRequest>, config: Parameters<typeof toConverseInput>[2] = {}) =>
  toConverseInput({ turns: [say('user', 'hi')], maxTokens: 1000, ...chat }, model, config);

test('maxTokens is always sent', () => {
  expect(input({}).inferenceConfig).toEqual({ maxTokens: 1000 });
});

test('sampling is sent only where the client asked for it', () => {
  const asked = { temperature: 0, topP: 0.5, stopSequences: ['END'] };
  expect(input(asked).inferenceConfig).toEqual({ maxTokens: 1000, ...asked });
  expect(input({ stopSequences: [] }).inferenceConfig).toEqual({ maxTokens: 1000 });
});

test('turns of the same role in a row become one message', () => {
  const turns = [say('user', 'a'), say('user', 'b'), say('assistant', 'c'), say('user', 'd')];
  expect(input({ turns }).messages).toEqual([
    { role: 'user', content: [{ text: 'a' }, { text: 'b' }] },
    { role: 'assistant', content: [{ text: 'c' }] },
    { role: 'user', content: [{ text: 'd' }] },
  ]);
});

test('a guardrail is told to check the client’s system prompt; the deployment’s needs no check', () => {
  const guardrail = { guardrailIdentifier: 'g', guardrailVersion: '1', streamProcessingMode: 'sync' } as const;
  const config = { systemPrompt: 'ours', guardrail };
  expect(input({ system: [{ kind: 'text', text: 'theirs' }] }, config).system).toEqual([
    { guardContent: { text: { text: 'theirs' } } },
  ]);
  expect(input({}, config).system).toEqual([{ text: 'ours' }]);
});

test('the client’s system prompt replaces the deployment’s', () => {
  expect(input({}).system).toBeUndefined();
  expect(input({}, { systemPrompt: 'ours' }).system).toEqual([{ text: 'ours' }]);
  expect(input({ system: [{ kind: 'text', text: 'theirs' }] }, { systemPrompt: 'ours' }).system).toEqual([
    { text: 'theirs' },
  ]);
});
