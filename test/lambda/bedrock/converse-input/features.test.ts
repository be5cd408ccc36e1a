import { describe, expect, test } from 'vitest';
import type { ChatRequest, Effort } from '../../../../lambda/chat/chat-request.ts';
import type { Content } from '../../../../lambda/chat/content.ts';
import { toConverseInput } from '../../../../lambda/bedrock/converse-input/to-converse-input.ts';
import type { FamilyName } from '../../../../lambda/models/families/families.ts';
import { modelOf } from '../../../fixtures/handling/model.ts';

const hi: Content = { kind: 'text', text: 'hi' };
const image: Content = { kind: 'image', format: 'png', bytes: Buffer.from('png') };
const document: Content = { kind: 'document', format: 'pdf', name: 'd', source: Buffer.from('pdf'), isCited: false };
const searchResult: Content = {
  kind: 'search-result',
  title: 't',
  source: 's',
  passages: ['p'],
  isCited: true,
};
const call: Content = { kind: 'tool-use', id: 't', name: 'f', input: {} };
const result: Content = { kind: 'tool-result', id: 't', content: [], isError: false };
const thought: Content = { kind: 'reasoning', thought: { text: 'hm', signature: 's' } };
const prefill: ChatRequest['turns'][number] = { role: 'assistant', content: [hi] };
const afterCall: ChatRequest['turns'] = [
  { role: 'user', content: [hi] },
  { role: 'assistant', content: [call] },
  { role: 'user', content: [result] },
];
const tool = { name: 'f', inputSchema: { type: 'object' } };
const format = { name: 'city', schema: { type: 'object' } };

const say = (...content: Content[]): Pick<ChatRequest, 'turns'> => ({ turns: [{ role: 'user', content }] });
const input = (family: FamilyName, chat: Partial<ChatRequest>) =>
  toConverseInput({ maxTokens: 10_000, ...say(hi), ...chat }, modelOf(family), {});

describe('thinking is turned on in the way of the model’s family', () => {
  test.each<[family: FamilyName, chat: Partial<ChatRequest>, part: object]>([
    ['claude-4.5', { reasoning: { budgetTokens: 2000 } }, { thinking: { type: 'enabled', budget_tokens: 2000 } }],
    [
      'claude-4.5',
      { reasoning: {}, effort: 'low', maxTokens: 2000 },
      { thinking: { type: 'enabled', budget_tokens: 1024 } },
    ],
    ['claude-4.5', { reasoning: {}, effort: 'high' }, { thinking: { type: 'enabled', budget_tokens: 8000 } }],
    ['claude-4.5', { reasoning: {} }, { thinking: { type: 'enabled', budget_tokens: 5000 } }],
    ['claude-4.6', { reasoning: {} }, { thinking: { type: 'adaptive', display: 'summarized' } }],
    ['claude-4.6', { reasoning: { budgetTokens: 2000 } }, { thinking: { type: 'enabled', budget_tokens: 2000 } }],
    ['claude-5', { reasoning: { isHidden: true } }, { thinking: { type: 'adaptive', display: 'omitted' } }],
    ['claude-5', { reasoning: 'off' }, { thinking: { type: 'disabled' } }],
    [
      'nova-2',
      { reasoning: {}, effort: 'max' },
      { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'medium' } },
    ],
    ['nova-2', { reasoning: 'off' }, { reasoningConfig: { type: 'disabled' } }],
    ['gpt-oss', { reasoning: {}, effort: 'low' }, { reasoning_effort: 'low' }],
    ['gpt-oss', { reasoning: {}, effort: 'max' }, { reasoning_effort: 'high' }],
    ['gpt-5.6', { reasoning: {}, effort: 'max' }, { reasoning: { effort: 'max' } }],
    ['gpt-5.6', { reasoning: {} }, { reasoning: { effort: 'medium' } }],
    ['gpt-5.6', { reasoning: 'off' }, { reasoning: { effort: 'none' } }],
    ['gpt-6', { effort: 'low' }, { reasoning: { effort: 'low' } }],
    ['claude-5.5', { reasoning: {} }, { thinking: { type: 'adaptive', display: 'summarized' } }],
    ['claude-3.5', { topK: 5 }, { top_k: 5 }],
    ['nova', { topK: 5 }, { inferenceConfig: { topK: 5 } }],
  ])('%s, %j', (family, chat, fields) => {
    expect(input(family, chat).additionalModelRequestFields).toEqual(fields);
  });

  test('a budget is lowered below the tokens of the answer', () => {
    const chat = { reasoning: { budgetTokens: 9_000 }, maxTokens: 4_000 };
    expect(input('claude-4.5', chat)).toMatchObject({
      inferenceConfig: { maxTokens: 4_000 },
      additionalModelRequestFields: { thinking: { budget_tokens: 3_600 } },
    });
  });

  test('effort goes into Converse’s own field', () => {
    const { outputConfig, additionalModelRequestFields } = input('claude-4.6', { effort: 'max' });
    expect([outputConfig, additionalModelRequestFields]).toEqual([{ effort: 'max' }, undefined]);
  });

  test.each<[family: FamilyName, asked: Effort, effort: Effort]>([
    ['claude-4.6', 'xhigh', 'high'],
    ['claude-5', 'xhigh', 'xhigh'],
    ['claude-5.5', 'max', 'max'],
  ])('%s gets the effort %s as %s: the same, or the next weaker one', (family, asked, effort) => {
    expect(input(family, { effort: asked }).outputConfig).toEqual({ effort });
  });

  test.each<[family: FamilyName, chat: Partial<ChatRequest>]>([
    ['claude-4.5', { reasoning: 'off' }],
    ['other', { reasoning: 'off' }],
    ['deepseek-r1', { reasoning: {} }],
    ['nova', { reasoning: { isOptional: true }, effort: 'medium' }],
    ['deepseek-r1', { reasoning: { isOptional: true, isHidden: true }, effort: 'high' }],
  ])('%s, %j sends no field', (family, chat) => {
    expect(input(family, chat)).toEqual(input(family, {}));
  });

  test('a call whose thought did not come back is answered without thinking', () => {
    const turns = (assistant: Content[]): ChatRequest['turns'] => [
      { role: 'user', content: [hi] },
      { role: 'assistant', content: assistant },
      { role: 'user', content: [result] },
    ];
    const fields = (assistant: Content[]) =>
      input('claude-4.5', { reasoning: {}, turns: turns(assistant) }).additionalModelRequestFields;
    expect(fields([call])).toBeUndefined();
    expect(fields([thought, call])).toHaveProperty('thinking');
    const twice = [...turns([thought, call]), ...turns([call]).slice(1)];
    expect(input('claude-4.5', { reasoning: {}, turns: twice }).additionalModelRequestFields).toHaveProperty(
      'thinking',
    );
  });
});

describe('what a model does not support is refused by the feature’s name', () => {
  test.each<[family: FamilyName, chat: Partial<ChatRequest>, feature: string]>([
    ['claude-5', { temperature: 0.5 }, 'temperature'],
    ['claude-5', { topP: 0.5 }, 'topP'],
    ['claude-5', { topK: 5 }, 'topK'],
    ['claude-5', { reasoning: { budgetTokens: 2000 } }, 'reasoning'],
    ['claude-4.5', { temperature: 0.5, topP: 0.5 }, 'topP'],
    ['claude-4.5', { reasoning: {}, temperature: 0.5 }, 'temperature'],
    ['claude-4.5', { reasoning: {}, tools: [tool], toolChoice: 'any' }, 'toolChoice'],
    ['claude-4.5', { reasoning: {}, maxTokens: 1000 }, 'maxTokens'],
    ['claude-4.5', { effort: 'low' }, 'effort'],
    ['claude-4.5', { reasoning: {}, outputFormat: {} }, 'outputFormat'],
    ['claude-4', { reasoning: {}, outputFormat: format }, 'outputFormat'],
    ['claude-mythos', { reasoning: 'off' }, 'reasoning'],
    ['claude-5.5', { reasoning: 'off' }, 'reasoning'],
    ['claude-5', { reasoning: 'off', effort: 'xhigh' }, 'effort'],
    ['claude-5.5', { tools: [tool], toolChoice: 'any' }, 'toolChoice'],
    ['claude-5.5', { tools: [tool], toolChoice: { name: 'f' } }, 'toolChoice'],
    ['claude-5.5', { outputFormat: {} }, 'outputFormat'],
    ['open-text', { tools: [tool], toolChoice: 'any' }, 'toolChoice'],
    ['gpt-6', { reasoning: 'off' }, 'reasoning'],
    ['gpt-6', { stopSequences: ['x'] }, 'stopSequences'],
    ['gpt-5.6', { temperature: 0.5 }, 'temperature'],
    ['other', say(hi, image), 'images'],
    ['other', { outputFormat: format }, 'outputFormat'],
    ['other', { tools: [tool], toolChoice: 'any' }, 'toolChoice'],
    ['llama', { tools: [tool] }, 'tools'],
    ['mistral-2024', { tools: [tool] }, 'tools'],
    ['open-text', say(hi, image), 'images'],
    ['other', { reasoning: {} }, 'reasoning'],
    ['other', { effort: 'low' }, 'effort'],
    ['deepseek-r1', { reasoning: 'off' }, 'reasoning'],
    ['deepseek-r1', { reasoning: {}, effort: 'low' }, 'effort'],
    ['deepseek-r1', { reasoning: { budgetTokens: 2000 } }, 'reasoning'],
    ['deepseek-r1', { tools: [tool] }, 'tools'],
    ['gpt-oss', { reasoning: 'off' }, 'reasoning'],
    ['gpt-oss', say(hi, image), 'images'],
    ['nova-micro', say(hi, document), 'documents'],
    ['nova', say(hi, searchResult), 'searchResults'],
    ['claude-haiku-4.5', say(hi, searchResult), 'searchResults'],
    ['mistral-7b', { system: [{ kind: 'text', text: 's' }] }, 'system'],
    ['llama', { outputFormat: format }, 'outputFormat'],
    ['claude-4.6', { turns: [...say(hi).turns, prefill] }, 'prefill'],
    ['claude-4.5', { turns: [...say(hi).turns, prefill], reasoning: {}, maxTokens: 5000 }, 'prefill'],
    ['nova', { tools: [tool], toolChoice: 'none', turns: afterCall }, 'toolChoice'],
  ])('%s, %j', (family, chat, feature) => {
    expect(() => input(family, chat)).toThrow(
      expect.objectContaining({ kind: 'invalid-request', details: { feature } }),
    );
  });
});

test('tools that a model supports only in buffered answers are refused with the reason', () => {
  expect(() => input('llama', { tools: [tool] })).toThrow(
    'the model haiku does not support tools when it streams, as it always does here: leave them out, or choose another model',
  );
});

test('an empty list of stop sequences is not refused', () => {
  expect(input('gpt-6', { stopSequences: [] }).inferenceConfig).toEqual({ maxTokens: 10_000 });
});

test.each<[family: FamilyName, isStrict: boolean | undefined]>([
  ['claude-4.5', true],
  ['claude-5', undefined],
  ['claude-5.5', undefined],
  ['open-text', true],
])('%s, a strict tool: %s', (family, strict) => {
  const { toolConfig } = input(family, { tools: [{ ...tool, isStrict: true }] });
  expect(toolConfig?.tools?.[0]?.toolSpec?.strict).toBe(strict);
});

describe('JSON is requested', () => {
  test('from Converse, if the model supports it', () => {
    const { outputConfig, toolConfig } = input('claude-4.5', { outputFormat: format });
    const jsonSchema = { name: 'city', schema: '{"type":"object"}' };
    expect(outputConfig).toEqual({ textFormat: { type: 'json_schema', structure: { jsonSchema } } });
    expect(toolConfig).toBeUndefined();
  });

  test.each<[name: string, family: FamilyName, chat: Partial<ChatRequest>, choice: object, tools: string[]]>([
    ['by a tool it must call', 'claude-4', { outputFormat: format }, { tool: { name: 'rivulet_answer' } }, []],
    [
      'by a tool where Bedrock has no format for it',
      'claude-5',
      { outputFormat: format },
      { tool: { name: 'rivulet_answer' } },
      [],
    ],
    ['by that tool for any object', 'claude-4.5', { outputFormat: {} }, { tool: { name: 'rivulet_answer' } }, []],
    ['beside other tools', 'nova', { outputFormat: format, tools: [tool] }, { any: {} }, ['f']],
  ])('%s', (_name, family, chat, toolChoice, names) => {
    const { toolConfig } = input(family, chat);
    expect(toolConfig?.toolChoice).toEqual(toolChoice);
    expect(toolConfig?.tools?.map(({ toolSpec }) => toolSpec?.name)).toEqual([...names, 'rivulet_answer']);
  });

  test('from Converse, with models that can’t be made to call a tool', () => {
    const { outputConfig, toolConfig } = input('claude-5.5', { outputFormat: format, tools: [tool] });
    expect(outputConfig).toHaveProperty('textFormat.type', 'json_schema');
    expect(toolConfig?.toolChoice).toBeUndefined();
  });

  test('not at all, if the client makes the model call a tool', () => {
    const { toolConfig } = input('nova', { outputFormat: format, tools: [tool], toolChoice: { name: 'f' } });
    expect(toolConfig?.tools).toHaveLength(1);
  });
});

describe('the prompt is cached', () => {
  const kept = (family: FamilyName, ttl?: '5m' | '1h') =>
    input(family, say(hi, { kind: 'cache-point', ...(ttl && { ttl }) })).messages?.[0]?.content?.slice(1);

  test.each<[family: FamilyName, ttl: '5m' | '1h' | undefined, blocks: object[]]>([
    ['claude-4.5', undefined, [{ cachePoint: { type: 'default' } }]],
    ['claude-4.5', '1h', [{ cachePoint: { type: 'default', ttl: '1h' } }]],
    ['nova', '1h', [{ cachePoint: { type: 'default' } }]],
    ['other', '1h', []],
  ])('by %s for %s', (family, ttl, blocks) => {
    expect(kept(family, ttl)).toEqual(blocks);
  });

  test('with its system prompt and its tools', () => {
    const point: Content = { kind: 'cache-point' };
    const { system, toolConfig } = input('nova', {
      system: [{ kind: 'text', text: 's' }, point],
      tools: [{ ...tool, cachePoint: point }],
    });
    expect(system).toEqual([{ text: 's' }, { cachePoint: { type: 'default' } }]);
    expect(toolConfig?.tools?.at(-1)).toEqual({ cachePoint: { type: 'default' } });
  });
});

test('documents get names that Converse accepts, each a different one', () => {
  const named = (name: string): Content => ({ ...document, name, source: 'text' });
  const { messages } = input('nova', say(hi, named('a_b.pdf'), named('a b pdf'), named('川'), named('x'.repeat(300))));
  const names = messages?.[0]?.content?.flatMap((block) => block.document?.name ?? []);
  expect(names).toEqual(['a b pdf', 'a b pdf (2)', 'document', 'x'.repeat(190)]);
});

test('a document keeps its context and says that it may be cited', () => {
  const source = ['one', 'two'];
  const { messages } = input('nova', say(hi, { ...document, format: 'txt', source, context: 'c', isCited: true }));
  expect(messages?.[0]?.content?.[1]).toEqual({
    document: {
      format: 'txt',
      name: 'd',
      source: { content: [{ text: 'one' }, { text: 'two' }] },
      context: 'c',
      citations: { enabled: true },
    },
  });
});

test('a thought goes back as it came, with its signature or as bytes', () => {
  const hidden: Content = { kind: 'reasoning', thought: Buffer.from('x') };
  const turns: ChatRequest['turns'] = [
    { role: 'user', content: [hi] },
    { role: 'assistant', content: [thought, hidden, hi] },
    { role: 'user', content: [hi] },
  ];
  expect(input('claude-4.5', { turns }).messages?.[1]?.content).toEqual([
    { reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } },
    { reasoningContent: { redactedContent: Buffer.from('x') } },
    { text: 'hi' },
  ]);
});

test('the tier, the metadata and the guardrail are sent, too', () => {
  const guardrail = { guardrailIdentifier: 'g1', guardrailVersion: '1', streamProcessingMode: 'sync' } as const;
  const chat = { ...say(hi), maxTokens: 1, serviceTier: 'flex', metadata: { team: 'a' } } as const;
  expect(toConverseInput(chat, modelOf('other'), { guardrail })).toMatchObject({
    serviceTier: { type: 'flex' },
    requestMetadata: { team: 'a' },
    guardrailConfig: guardrail,
  });
});
