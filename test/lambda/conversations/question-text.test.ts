import { describe, expect, test } from 'vitest';
import type { Content } from '../../../lambda/chat/content.ts';
import type { Json } from '../../../lambda/chat/json.ts';
import { readQuestionText, toQuestionText } from '../../../lambda/conversations/turns/question-text.ts';
import { readJson } from '../../../lambda/read/parse-json.ts';

const bytes = Buffer.from([0, 1, 254, 255]);
const deep = readJson(`${'{"a":['.repeat(40)}1${']}'.repeat(40)}`, 'input') as Json;
const large = readJson('{"id":90071992547409931,"negative":-90071992547409931,"n":0.1}', 'input') as Json;

describe('a question comes back as it was asked', () => {
  test.each<[name: string, content: Content]>([
    ['text', { kind: 'text', text: 'é\u2028😀\ud83d"\n' }],
    ['a picture', { kind: 'image', format: 'png', bytes }],
    ['a file', { kind: 'document', format: 'pdf', name: 'a.pdf', source: bytes, isCited: true, context: 'c' }],
    ['a text file', { kind: 'document', format: 'txt', name: 'a', source: 'base64', isCited: false }],
    ['passages', { kind: 'document', format: 'txt', name: 'a', source: ['one', 'base64'], isCited: true }],
    ['a search result', { kind: 'search-result', title: 't', source: 's', passages: ['one', 'two'], isCited: true }],
    ['a thought', { kind: 'reasoning', thought: { text: 'hm', signature: 's' } }],
    ['a redacted thought', { kind: 'reasoning', thought: bytes }],
    ['a call with numbers beyond 2^53', { kind: 'tool-use', id: 'c', name: 'f', input: large }],
    ['a call with deep JSON', { kind: 'tool-use', id: 'c', name: 'f', input: deep }],
    [
      'a call with a field that objects have',
      { kind: 'tool-use', id: 'c', name: 'f', input: readJson('{"__proto__":{"a":1}}', '') as Json },
    ],
    [
      'a result with a picture, a file, a search result and text',
      {
        kind: 'tool-result',
        id: 'c',
        isError: true,
        content: [
          { kind: 'image', format: 'jpeg', bytes },
          { kind: 'document', format: 'md', name: 'b', source: bytes, isCited: false },
          { kind: 'search-result', title: 't', source: 's', passages: ['one'], isCited: false },
          { kind: 'text', text: '' },
        ],
      },
    ],
    ['a cache point', { kind: 'cache-point', ttl: '1h' }],
  ])('%s', (_name, content) => {
    const question = {
      turns: [
        { role: 'user', content: [content] },
        { role: 'assistant', content: [content] },
      ] as const,
      told: { chat: { maxTokens: 3, temperature: 0.1, stopSequences: ['x'], freeTools: ['f'] }, echo: '{"a":1}' },
    };
    const text = toQuestionText(question);
    expect(readQuestionText(text)).toEqual(question);
    expect(toQuestionText(readQuestionText(text)), 'and again').toBe(text);
  });
});
