import { expect, test } from 'vitest';
import { refusalOf } from './refusal-of.ts';

const titan = 'amazon.titan-embed-text-v2:0';
const haiku = 'global.anthropic.claude-haiku-5-5';

test.each([
  [{ models: { titan } }, 'defaultModel: got "titan"'],
  [{ models: { haiku, titan }, defaultModel: 'titan' }, 'defaultModel: got "titan"'],
  [{ models: { haiku: { id: haiku, fallbacks: ['titan'] }, titan } }, 'models.haiku.fallbacks'],
  [{ models: { haiku, titan: { id: titan, fallbacks: ['haiku'] } } }, 'models.titan.fallbacks'],
  [
    { models: { haiku, titan }, knowledge: { docs: { model: 'titan', from: { id: 'KB12345678' } } } },
    'knowledge.docs.model',
  ],
])('%j is refused: a model for embeddings answers nothing', (settings, where) => {
  expect(refusalOf(settings)).toContain(where);
});

test('a system prompt is for those that answer', () => {
  expect(refusalOf({ models: { haiku, titan }, systemPrompt: 'Be kind.' })).toBe('accepted');
});

test('beside one that answers it is taken', () => {
  expect(refusalOf({ models: { haiku, titan }, plans: { standard: { names: ['haiku', 'titan'] } } })).toBe('accepted');
});
