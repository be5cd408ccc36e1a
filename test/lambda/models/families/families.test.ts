import { describe, expect, test } from 'vitest';
import { families, type FamilyName } from '../../../../lambda/models/families/families.ts';
import { familyNames, findFamily } from '../../../../lambda/models/families/find-family.ts';

// S system, I images, D documents, T tools, F a forced tool, J Converse's own JSON, C a token count.
const rows: [id: string, family: FamilyName, takes: string][] = [
  ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-3.5', 'SIDTFC'],
  ['anthropic.claude-3-7-sonnet-20250219-v1:0', 'claude-3.7', 'SIDRTFC'],
  ['anthropic.claude-sonnet-4-20250514-v1:0', 'claude-4', 'SIDRTFC'],
  ['anthropic.claude-opus-4-20250514-v1:0', 'claude-4', 'SIDRTFC'],
  ['anthropic.claude-opus-4-1-20250805-v1:0', 'claude-opus-4.1', 'SIDRTFJC'],
  ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-4.5', 'SIDRTFJC'],
  ['anthropic.claude-opus-4-5-20251101-v1:0', 'claude-4.5', 'SIDRTFJC'],
  ['anthropic.claude-haiku-4-5-20251001-v1:0', 'claude-haiku-4.5', 'SIDTFC'],
  ['anthropic.claude-opus-4-6-v1', 'claude-4.6', 'SIDTFJC'],
  ['anthropic.claude-sonnet-4-6', 'claude-4.6', 'SIDTFJC'],
  ['anthropic.claude-opus-4-7', 'claude-5', 'SIDTF'],
  ['anthropic.claude-opus-4-8', 'claude-5', 'SIDTF'],
  ['anthropic.claude-sonnet-5', 'claude-5', 'SIDTF'],
  ['anthropic.claude-opus-5', 'claude-5', 'SIDTF'],
  ['anthropic.claude-haiku-5-5', 'claude-5', 'SIDTF'],
  ['anthropic.claude-opus-5-5', 'claude-5.5', 'SIDTJ'],
  ['anthropic.claude-sonnet-5-5', 'claude-5.5', 'SIDTJ'],
  ['anthropic.claude-fable-5', 'claude-mythos', 'SIDTF'],
  ['anthropic.claude-mythos-preview', 'claude-mythos', 'SIDTF'],
  ['anthropic.claude-fable-5-1', 'claude-5.5', 'SIDTJ'],
  ['anthropic.claude-fable-5-2', 'claude-5.5', 'SIDTJ'],
  ['anthropic.claude-opus-6', 'claude-5.5', 'SIDTJ'],
  ['amazon.nova-micro-v1:0', 'nova-micro', 'STF'],
  ['amazon.nova-lite-v1:0', 'nova', 'SIDTF'],
  ['amazon.nova-pro-v1:0', 'nova', 'SIDTF'],
  ['amazon.nova-2-lite-v1:0', 'nova-2', 'SIDTF'],
  ['meta.llama3-8b-instruct-v1:0', 'llama', 'SD'],
  ['meta.llama3-1-70b-instruct-v1:0', 'llama', 'SD'],
  ['meta.llama3-3-70b-instruct-v1:0', 'llama', 'SD'],
  ['meta.llama4-maverick-17b-instruct-v1:0', 'llama-4', 'SID'],
  ['meta.llama4-scout-17b-instruct-v1:0', 'llama-4', 'SID'],
  ['mistral.mistral-7b-instruct-v0:2', 'mistral-7b', 'D'],
  ['mistral.mixtral-8x7b-instruct-v0:1', 'mistral-7b', 'D'],
  ['mistral.mistral-large-2402-v1:0', 'mistral-2024', 'SD'],
  ['mistral.mistral-large-2407-v1:0', 'mistral-2024', 'SD'],
  ['mistral.pixtral-large-2502-v1:0', 'pixtral', 'SID'],
  ['mistral.mistral-large-3-675b-instruct', 'mistral', 'SITJ'],
  ['mistral.ministral-3-8b-instruct', 'mistral', 'SITJ'],
  ['mistral.magistral-small-2509', 'mistral', 'SITJ'],
  ['mistral.devstral-2-123b', 'open-text', 'STJ'],
  ['mistral.voxtral-small-24b-2507', 'open-text', 'STJ'],
  ['deepseek.r1-v1:0', 'deepseek-r1', 'SD'],
  ['deepseek.v3-v1:0', 'open-text', 'STJ'],
  ['deepseek.v3.2', 'open-text', 'STJ'],
  ['openai.gpt-oss-120b-1:0', 'gpt-oss', 'STFJ'],
  ['openai.gpt-oss-safeguard-20b', 'gpt-oss', 'STFJ'],
  ['openai.gpt-5.6-luna', 'gpt-5.6', 'SITFJ'],
  ['openai.gpt-6-astra', 'gpt-6', 'SITFJ'],
  ['openai.gpt-6.1-sol', 'gpt-6', 'SITFJ'],
  ['qwen.qwen3-32b-v1:0', 'open-text', 'STJ'],
  ['qwen.qwen3-coder-480b-a35b-v1:0', 'open-text', 'STJ'],
  ['qwen.qwen3-vl-235b-a22b', 'open-vision', 'SITJ'],
  ['google.gemma-3-27b-it', 'open-vision', 'SITJ'],
  ['nvidia.nemotron-nano-12b-v2', 'open-vision', 'SITJ'],
  ['moonshotai.kimi-k2.5', 'open-vision', 'SITJ'],
  ['nvidia.nemotron-nano-9b-v2', 'open-text', 'STJ'],
  ['nvidia.nemotron-super-3-120b', 'open-text', 'STJ'],
  ['zai.glm-4.7-flash', 'open-text', 'STJ'],
  ['zai.glm-5', 'open-text', 'STJ'],
  ['minimax.minimax-m2.5', 'open-text', 'STJ'],
  ['moonshot.kimi-k2-thinking', 'kimi-thinking', 'STJ'],
  ['moonshotai.kimi-k3', 'kimi-3', 'SITJ'],
  ['xai.grok-4.6', 'grok', 'SIT'],
  ['xai.grok-4.7', 'grok', 'SIT'],
  ['writer.palmyra-vision-7b', 'palmyra-vision', 'SI'],
  ['amazon.titan-embed-text-v2:0', 'titan-embed', ''],
  ['amazon.nova-2-multimodal-embeddings-v1:0', 'nova-embed', ''],
  ['cohere.embed-multilingual-v3', 'cohere-embed-3', ''],
  ['cohere.embed-v4:0', 'cohere-embed', ''],
  ['anthropic.claude-3-haiku-20240307-v1:0', 'other', 'ST'],
  ['cohere.command-r-v1:0', 'other', 'ST'],
  ['openai.gpt-5.5', 'other', 'ST'],
  ['local.hello', 'other', 'ST'],
];

describe('a model’s id tells its family, and the family what the model accepts', () => {
  test.each(rows)('%s: %s, %s', (id, family, takes) => {
    expect([findFamily(id), told(family)]).toEqual([family, takes]);
  });

  test('every family is found by the id of a model', () => {
    expect(new Set(rows.map(([, family]) => family))).toEqual(new Set(familyNames));
  });
});

function told(name: FamilyName): string {
  const { takes, forcesTools, json, countsTokens } = families[name];
  const inputs: readonly string[] = takes;
  return [
    inputs.includes('system') && 'S',
    inputs.includes('images') && 'I',
    inputs.includes('documents') && 'D',
    inputs.includes('searchResults') && 'R',
    inputs.includes('tools') && 'T',
    forcesTools && 'F',
    json === 'output-config' && 'J',
    countsTokens && 'C',
  ]
    .filter((letter) => letter !== false)
    .join('');
}

describe('a family does not contradict itself', () => {
  test.each(familyNames)('%s', (name) => {
    const { json, forcesTools, strictTools, takes } = families[name];
    const inputs: readonly string[] = takes;
    if (json === 'forced-tool') expect(forcesTools).toBe(true);
    if (forcesTools || strictTools) expect(inputs).toContain('tools');
  });
});

test.each(['__proto__', 'constructor', 'toString', ''])('%j is an id like any other: no row describes it', (id) => {
  expect(findFamily(id)).toBe('other');
});
