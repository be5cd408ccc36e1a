import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatRequest } from '../../../../lambda/chat/chat-request.ts';
import type { CachePoint, Content } from '../../../../lambda/chat/content.ts';
import { fitNames, isFit } from '../../../../lambda/bedrock/converse-input/fit/fit-names.ts';
import { toConverseInput } from '../../../../lambda/bedrock/converse-input/to-converse-input.ts';
import type { FamilyName } from '../../../../lambda/models/families/families.ts';
import { modelOf } from '../../../fixtures/handling/model.ts';
import { growth } from '../../../fixtures/growth.ts';

// What Bedrock would refuse, and has a form that it takes.

const hi: Content = { kind: 'text', text: 'hi' };
const call = (id: string, name = 'f'): Content => ({ kind: 'tool-use', id, name, input: {} });
const result = (id: string): Content => ({ kind: 'tool-result', id, content: [hi], isError: false });
const user = (...content: Content[]) => ({ role: 'user' as const, content });
const assistant = (...content: Content[]) => ({ role: 'assistant' as const, content });
const tool = { name: 'f', inputSchema: { type: 'object' } };
const input = (chat: Partial<ChatRequest>, family: FamilyName = 'claude-4.5') =>
  toConverseInput({ maxTokens: 1000, turns: [user(hi)], ...chat }, modelOf(family), {});

describe('sampling that every model does anyway says nothing', () => {
  test.each<[family: FamilyName, asked: Partial<ChatRequest>, sent: object]>([
    ['claude-5', { temperature: 1, topP: 1 }, {}],
    ['claude-4.5', { temperature: 0.5, topP: 1 }, { temperature: 0.5 }],
    ['claude-4.5', { temperature: 1, topP: 0.5 }, { topP: 0.5 }],
    ['claude-4.5', { temperature: 1, topP: 1 }, {}],
    ['claude-4.5', { temperature: 1 }, { temperature: 1 }],
    ['nova', { temperature: 1, topP: 1 }, { temperature: 1, topP: 1 }],
  ])('%s, %j', (family, asked, sent) => {
    expect(input(asked, family).inferenceConfig).toEqual({ maxTokens: 1000, ...sent });
  });
});

describe('ids of calls', () => {
  const idsOf = (turns: ChatRequest['turns']) =>
    (input({ turns }).messages ?? []).flatMap(({ content = [] }) =>
      content.flatMap(({ toolUse, toolResult }) => toolUse?.toolUseId ?? toolResult?.toolUseId ?? []),
    );

  test.each<[name: string, ids: string[], sent: string[]]>([
    ['that fit are kept', ['a', 'b-2_C'], ['a', 'a', 'b-2_C', 'b-2_C']],
    [
      'of other APIs are kept or replaced',
      ['f.g:0', 'c|2', 'x'.repeat(65)],
      ['f.g:0', 'f.g:0', 'call_1', 'call_1', 'call_2', 'call_2'],
    ],
    ['that count anew in each answer are told apart', ['call_0', 'call_0'], ['call_0', 'call_0', 'call_1', 'call_1']],
  ])('%s', (_name, ids, sent) => {
    expect(idsOf(ids.flatMap((id) => [user(hi), assistant(call(id)), user(result(id))]))).toEqual(sent);
  });
});

describe('names of tools', () => {
  const names = (chat: Partial<ChatRequest>) => fitNames({ turns: [user(hi)], ...chat });

  test('that fit are left as they are', () => {
    const chat = { turns: [user(hi)], tools: [tool] };
    expect(fitNames(chat).chat).toBe(chat);
  });

  test('that do not fit are replaced wherever they stand, and given back', () => {
    const { chat, toOwnName } = names({
      tools: [
        { ...tool, name: 'mcp.files/read' },
        { ...tool, name: 'mcp_files_read' },
      ],
      toolChoice: { name: 'mcp.files/read' },
      turns: [user(hi), assistant(call('t', 'mcp.files/read')), user(result('t'))],
    });
    const [fitted = '', other] = (chat.tools ?? []).map(({ name }) => name);
    expect([fitted, other]).toEqual(['mcp_files_read_2', 'mcp_files_read']);
    expect(chat).toMatchObject({ toolChoice: { name: fitted }, turns: [{}, { content: [{ name: fitted }] }, {}] });
    expect([fitted, 'mcp_files_read'].map(toOwnName)).toEqual(['mcp.files/read', 'mcp_files_read']);
  });

  test('all fit, and none becomes another', () => {
    const anyName = fc.oneof(fc.string({ minLength: 1, maxLength: 80 }), fc.stringMatching(/^[a-b./]{60,70}$/));
    fc.assert(
      fc.property(fc.uniqueArray(anyName, { maxLength: 12 }), (own) => {
        const { chat, toOwnName } = names({ tools: own.map((name) => ({ ...tool, name })) });
        const fitted = (chat.tools ?? []).map(({ name }) => name);
        expect(fitted.every(isFit)).toBe(true);
        expect(fitted.map(toOwnName)).toEqual(own);
      }),
    );
  });
});

test('names and ids take time in proportion to their number', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => [
      assistant(call(`é${at}`, String.fromCodePoint(0x4e00 + (at % 20_000)))),
      user(result(`é${at}`)),
    ]).flat();
  const timeFor = (count: number) => {
    const startMs = performance.now();
    input({ turns: fitNames({ turns: [user(hi), ...many(count)] }).chat.turns, tools: [tool] });
    return performance.now() - startMs;
  };
  timeFor(500);
  expect(
    growth(
      () => timeFor(2_000),
      () => timeFor(16_000),
    ),
  ).toBeLessThan(40);
});

test('results come before what the user says with them, with their cache points', () => {
  const point: CachePoint = { kind: 'cache-point' };
  const turns = [user(hi), assistant(call('t')), user(hi, point), user(result('t'), point)];
  const [, , last] = input({ turns }).messages ?? [];
  expect(last?.content?.map((block) => Object.keys(block)[0])).toEqual([
    'toolResult',
    'cachePoint',
    'text',
    'cachePoint',
  ]);
});

test('a document without text beside it gets its name as text', () => {
  const document: Content = { kind: 'document', format: 'pdf', name: 'plan', source: Buffer.from('p'), isCited: false };
  expect(input({ turns: [user(document)] }).messages?.[0]?.content?.[1]).toEqual({ text: 'plan' });
  expect(input({ turns: [user(document, hi)] }).messages?.[0]?.content).toHaveLength(2);
});

test('a message that the model goes on with does not end with a space', () => {
  const turns = [user(hi), assistant({ kind: 'text', text: 'The answer is ' })];
  expect(input({ turns }).messages?.[1]?.content).toEqual([{ text: 'The answer is' }]);
});

test('of more than four cache points the last four are kept', () => {
  const point: CachePoint = { kind: 'cache-point' };
  const chat = {
    tools: [{ ...tool, cachePoint: point }],
    system: [{ kind: 'text' as const, text: 's' }, point],
    turns: [user(hi, point), assistant(hi, point), user(hi, point, hi, point)],
  };
  const { toolConfig, system, messages } = input(chat);
  const places = [...(toolConfig?.tools ?? []), ...(system ?? []), ...(messages ?? []).flatMap((m) => m.content ?? [])];
  expect(places.map((block) => ('cachePoint' in block ? 'point' : '-')).join(' ')).toBe(
    '- - - point - point - point - point',
  );
  expect(input({ ...chat, tools: [tool] }).system).toHaveLength(1);
});

describe('one call at a time, and none', () => {
  const ownChoice = (chat: Partial<ChatRequest>, family?: FamilyName) =>
    input({ tools: [tool], ...chat }, family).additionalModelRequestFields;
  const turns = [user(hi), assistant(call('t')), user(result('t'))];

  test.each<[name: string, chat: Partial<ChatRequest>, family: FamilyName, fields: object | undefined]>([
    [
      'is Claude’s own field',
      { isSerial: true },
      'claude-4.5',
      { tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
    ],
    ['beside a forced tool it would be refused', { isSerial: true, toolChoice: 'any' }, 'claude-4.5', undefined],
    ['without tools it would be refused', { isSerial: true, tools: [] }, 'claude-4.5', undefined],
    ['other models have no word for it', { isSerial: true }, 'nova', undefined],
    [
      'none, where a call is in the history',
      { toolChoice: 'none', turns },
      'claude-5',
      { tool_choice: { type: 'none' } },
    ],
    ['none, where there is none', { toolChoice: 'none' }, 'claude-5', undefined],
  ])('%s', (_name, chat, family, fields) => {
    expect(ownChoice(chat, family)).toEqual(fields);
  });

  test('the own field stands in place of Converse’s choice: both together are refused', () => {
    const chat = { tools: [tool], toolChoice: 'auto' as const };
    expect(input({ ...chat, isSerial: true }).toolConfig).not.toHaveProperty('toolChoice');
    expect(input(chat).toolConfig).toHaveProperty('toolChoice');
  });

  test('none without a call in the history offers no tools', () => {
    expect(input({ tools: [tool], toolChoice: 'none' }, 'nova')).not.toHaveProperty('toolConfig');
  });
});
