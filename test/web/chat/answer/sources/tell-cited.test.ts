import { expect, test } from 'vitest';
import { waiting } from '../../../../../web/chat/answer/answer.ts';
import type { Source } from '../../../../../web/chat/answer/cite.ts';
import type { Part } from '../../../../../web/chat/answer/parts.ts';
import { tellCited } from '../../../../../web/chat/answer/sources/tell-cited.ts';

const sources: readonly Source[] = [
  { n: 1, title: 'Budgets', url: 'https://docs.example/budgets', quotes: [], isCited: true },
  { n: 2, title: 'Never cited', quotes: [] },
  { n: 3, title: ' In \u202E\n two lines ', url: 'javascript:alert(1)', quotes: [], isCited: true },
];

test('a copied answer has its numbers, behind the words, and what they stand for', () => {
  const text = '**A limit.** So:\n\n```ts\nset(5)\n```\n\nDone. ';
  const parts: readonly Part[] = [
    { kind: 'thinking', text: 'Hm.' },
    {
      kind: 'text',
      text,
      marks: [
        { at: 12, source: 0 },
        { at: 12, source: 2 },
        { at: text.indexOf('\n```\n\nDone') + 4, source: 2 },
        { at: text.length, source: 0 },
      ],
    },
  ];
  expect(tellCited({ ...waiting, parts, sources })).toBe(
    '**A limit. [1] [3]** So:\n\n```ts\nset(5)\n```\n\n[3]\n\nDone. [1]\n\n' +
      '[1] Budgets – https://docs.example/budgets\n[3] In U+202E two lines',
  );
});

test('an answer that cites nothing is copied as it is', () => {
  const parts: readonly Part[] = [{ kind: 'text', text: 'Plain.\r\n' }];
  expect(tellCited({ ...waiting, parts, sources })).toBe('Plain.\r\n');
});
