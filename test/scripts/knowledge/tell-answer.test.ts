import { expect, test } from 'vitest';
import type { AnswerEvent } from '../../../scripts/ask/answer-event.ts';
import { tellAnswer } from '../../../scripts/knowledge/tell-answer.ts';

async function tell(...events: AnswerEvent[]): Promise<string> {
  async function* all() {
    yield* events;
  }
  let told = '';
  for await (const text of tellAnswer(all())) told += text;
  return told;
}

const delta = (text: string): AnswerEvent => ({ type: 'delta', data: { text } });
const cite = (result: number): AnswerEvent => ({
  type: 'citation',
  data: { location: { unit: 'search-result', result } },
});
const done = (stopReason = 'end_turn'): AnswerEvent => ({ type: 'done', data: { stopReason } });
const found: AnswerEvent = {
  type: 'sources',
  data: {
    sources: [
      { n: 1, title: 'Budgets', url: 'https://docs.example.com/budgets.md', snippet: '…', score: 0.714 },
      { n: 2, title: 'Settings', snippet: '…' },
    ],
  },
};

test('an answer is told with what was found, marks where it cites, and what it cites', async () => {
  expect(await tell(found, delta('A budget has '), delta('a limit.'), cite(0), delta(' Really.'), done())).toBe(`Found:
  [1] Budgets  https://docs.example.com/budgets.md  0.71
  [2] Settings

A budget has a limit. [1] Really.

Cited:
  [1] Budgets  https://docs.example.com/budgets.md  0.71
`);
});

test('that nothing was found, or cited, is told', async () => {
  expect(await tell({ type: 'sources', data: { sources: [] } }, delta('No.'), done())).toBe(
    'Nothing was found in the documents.\n\nNo.\n\nNothing is cited.\n',
  );
  expect(await tell({ type: 'sources', data: { sources: [], unavailable: true } }, delta('No.'), done())).toContain(
    'The documents could not be searched.',
  );
});

test('an answer that did not come to its end is told so', async () => {
  expect(await tell(delta('Half'), done('max_tokens'))).toContain(
    '(The answer stopped before it was finished: max_tokens.)',
  );
  expect(await tell(delta('Half'), { type: 'retraction', data: {} }, done('guardrail_intervened'))).toContain(
    '(A guardrail took back the text above.)',
  );
});

test('nothing of a document or a model can command the terminal', async () => {
  const hostile: AnswerEvent = {
    type: 'sources',
    data: { sources: [{ n: 1, title: 'Bud\u001B[31mgets\r\u202Efake\nSecond line', snippet: '' }] },
  };
  const told = await tell(hostile, delta('a\u001B]0;owned\u0007b\u009B2Jc'), done());
  expect(told).toContain('  [1] Bud[31mgets fake Second line\n');
  expect(told).toContain('a]0;ownedb2Jc');
});
