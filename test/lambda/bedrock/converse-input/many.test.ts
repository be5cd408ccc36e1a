import { describe, expect, test, vi } from 'vitest';
import type { Turn } from '../../../../lambda/chat/chat-request.ts';
import type { DocumentContent } from '../../../../lambda/chat/content.ts';
import { checkFiles } from '../../../../lambda/bedrock/converse-input/check/check-files.ts';
import { mergeTurns } from '../../../../lambda/bedrock/converse-input/fit/merge-turns.ts';
import { growth } from '../../../fixtures/growth.ts';
import { nameDocuments } from '../../../../lambda/bedrock/converse-input/fit/name-documents.ts';

test('documents of one name are each looked up once', () => {
  const looked = vi.spyOn(Set.prototype, 'has');
  const nameOf = nameDocuments();
  for (let index = 0; index < 5_000; index += 1) nameOf('same');
  expect(looked.mock.calls.length).toBeLessThan(10_000);
  looked.mockRestore();
});

test('turns of one role in a row take eight times as long for eight times as many', () => {
  const turn: Turn = { role: 'user', content: [{ kind: 'text', text: 'hi' }] };
  const mergeMs = (count: number) => {
    const turns = Array.from({ length: count }, () => turn);
    const { user: before } = process.cpuUsage();
    mergeTurns(turns);
    return (process.cpuUsage().user - before) / 1000;
  };
  expect(
    growth(
      () => mergeMs(8_000),
      () => mergeMs(64_000),
    ),
    'a copy for each turn makes it 64',
  ).toBeLessThan(40);
});

test('documents of one name get names of their own, whatever the others are called', () => {
  const nameOf = nameDocuments();
  const names = ['a', 'a (2)', 'a', 'a', 'a (2)', 'a'].map(nameOf);
  expect(names).toEqual(['a', 'a (2)', 'a (3)', 'a (4)', 'a (2) (2)', 'a (5)']);
});

describe('files of a request', () => {
  const file: DocumentContent = { kind: 'document', format: 'txt', name: 'a', source: 'x', isCited: false };
  const holding = (count: number): { turns: Turn[] } => ({
    turns: [
      { role: 'user', content: Array.from({ length: count - 1 }, () => file) },
      { role: 'user', content: [{ kind: 'tool-result', id: 't', content: [file], isError: false }] },
    ],
  });

  test('a hundred are accepted', () => {
    expect(() => checkFiles(holding(100))).not.toThrow();
  });

  test('more are refused, with how many are allowed', () => {
    expect(() => checkFiles(holding(101))).toThrow('a request may have at most 100 images and documents, got 101');
  });
});
