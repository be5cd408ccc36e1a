import { expect, test } from 'vitest';
import { converseInput } from '../../../../../../local/services/bedrock/converse-input/converse-input.ts';
import { readResults, type Result } from '../../../../../../local/services/bedrock/answerer/tools/read-results.ts';
import { tellResults } from '../../../../../../local/services/bedrock/answerer/tools/tell-results.ts';

const closing = /This is Rivulet's local Bedrock stand-in, not a language model: [^\n]+\.$/;
const tell = (result: Partial<Result>) => tellResults([{ name: 'tool', isError: false, text: '', ...result }], 'What?');
const passage = { file: 'budgets.md', heading: 'Prices', text: 'A price is\nfor a million tokens.' };
const deep = JSON.stringify([[[[passage]]]]);

test.each<[string, Partial<Result>, string]>([
  ['a value', { text: '391' }, 'tool says: 391'],
  ['nothing', { text: '' }, 'tool returned nothing.'],
  ['why it failed', { text: 'no such zone', isError: true }, 'tool failed: no such zone'],
  ['a failure without a word', { isError: true }, 'tool failed.'],
  ['JSON as it is', { text: '{"degrees":22}' }, 'tool says: {"degrees":22}'],
  ['what looks like JSON', { text: '{"file":' }, 'tool says: {"file":'],
  [
    'the first passage of a search, with its file',
    { text: JSON.stringify({ $value: [passage, { ...passage, file: 'other.md' }] }) },
    'tool found this in budgets.md, "Prices":\n\nA price is\nfor a million tokens.',
  ],
  [
    'a passage of another search',
    { text: JSON.stringify({ results: [{ score: 1, document: { url: 'https://a.example', snippet: 'Boats.' } }] }) },
    'tool found this in https://a.example:\n\nBoats.',
  ],
  ['a passage that lies deep in other things as it is', { text: deep }, `tool says: ${deep}`],
  [
    'a failure as a failure, also one that looks like a passage',
    { text: JSON.stringify(passage), isError: true },
    `tool failed: ${JSON.stringify(passage)}`,
  ],
])('%s is told, and then who tells it', (_what, result, said) => {
  const told = tell(result);
  expect(told).toMatch(closing);
  expect(told.replace(closing, '')).toBe(`${said}\n\n`);
});

test('each result is told, in the order of the results', () => {
  const results = ['one', 'two'].map((name) => ({ name, isError: false, text: '1' }));
  const told = tellResults(results, 'What?');
  expect(told).toMatch(/^one says: 1\n\ntwo says: 1\n\nThis is/);
});

test('JSON that is nested without end is told as it is', () => {
  const text = '['.repeat(20_000) + ']'.repeat(20_000);
  expect(tell({ text })).toMatch(/^tool says: \[+\n…/);
});

test('results are read from the last message only, each with its tool’s name', () => {
  const call = (toolUseId: string, name: string) => ({ toolUse: { toolUseId, name, input: {} } });
  const result = (toolUseId: string, content: object[], status = 'success') => ({
    toolResult: { toolUseId, content, status },
  });
  const { messages } = converseInput.parse({
    messages: [
      { role: 'assistant', content: [call('a', 'old')] },
      { role: 'user', content: [result('a', [{ text: 'old' }])] },
      { role: 'assistant', content: [call('b', 'clock'), call('c', 'look')] },
      {
        role: 'user',
        content: [
          result('c', [{ image: { format: 'png', source: { bytes: 'AAAA' } } }, { json: { degrees: 22 } }]),
          result('b', [{ text: 'late ' }], 'error'),
        ],
      },
    ],
  });
  expect(readResults(messages)).toEqual([
    { name: 'look', isError: false, text: '[image]\n{"degrees":22}' },
    { name: 'clock', isError: true, text: 'late' },
  ]);
});
