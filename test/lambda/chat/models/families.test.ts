import { expect, test } from 'vitest';
import { findFamily } from '../../../../lambda/chat/models/find-family.ts';

test.each([
  ['anthropic.claude-3-haiku-20240307-v1:0', 'claude-3'],
  ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-3.5'],
  ['anthropic.claude-3-7-sonnet-20250219-v1:0', 'claude-3.7'],
  ['anthropic.claude-sonnet-4-20250514-v1:0', 'claude-4'],
  ['anthropic.claude-opus-4-1-20250805-v1:0', 'claude-4'],
  ['anthropic.claude-haiku-4-5-20251001-v1:0', 'claude-4.5'],
  ['anthropic.claude-opus-4-6-v1', 'claude-4.6'],
  ['anthropic.claude-sonnet-4-6', 'claude-4.6'],
  ['anthropic.claude-opus-4-7', 'claude-5'],
  ['anthropic.claude-opus-4-8', 'claude-5'],
  ['anthropic.claude-sonnet-5', 'claude-5'],
  ['anthropic.claude-mythos-preview', 'claude-mythos'],
  ['anthropic.claude-fable-5-1', 'claude-mythos'],
  ['amazon.nova-micro-v1:0', 'nova-micro'],
  ['amazon.nova-lite-v1:0', 'nova'],
  ['amazon.nova-2-lite-v1:0', 'nova-2'],
  ['meta.llama3-3-70b-instruct-v1:0', 'llama'],
  ['mistral.mistral-7b-instruct-v0:2', 'mistral-7b'],
  ['mistral.mistral-large-2407-v1:0', 'mistral'],
  ['deepseek.r1-v1:0', 'deepseek-r1'],
  ['deepseek.v3-v1:0', 'other'],
  ['openai.gpt-oss-120b-1:0', 'gpt-oss'],
  ['qwen.qwen3-32b-v1:0', 'qwen'],
  ['cohere.command-r-v1:0', 'other'],
])('%s is of the family %s', (id, family) => {
  expect(findFamily(id)).toBe(family);
});
