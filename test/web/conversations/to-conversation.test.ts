import { expect, test } from 'vitest';
import type { Message } from '../../../web/chat/conversation/conversation.ts';
import { toConversation } from '../../../web/conversations/to-conversation.ts';
import { type KeptTurn, newestBranch, readTranscript } from '../../../web/conversations/transcript.ts';

const plain: KeptTurn = {
  turn: 't1',
  parent: null,
  status: 'finished',
  createdAt: '2026-11-27T14:44:02.142Z',
  model: 'haiku',
  requestId: 'r-1',
  question: [{ role: 'user', content: [{ type: 'text', text: 'Why?' }] }],
  answer: [{ type: 'text', text: 'Because.' }],
  stopReason: 'end_turn',
};
const { stopReason: _none, ...unended } = plain;
const error = (kind: string) => ({ kind, message: 'm', retryable: true });
const answerOf = (turn: KeptTurn): Message | undefined => toConversation('c', [turn]).messages.at(-1);

test.each<[string, KeptTurn, object]>([
  ['running', { ...unended, status: 'running' }, { state: 'waiting', parts: [] }],
  ['finished', plain, { state: 'done', stopReason: 'end_turn', parts: [{ kind: 'text', text: 'Because.' }] }],
  [
    'partial',
    { ...plain, status: 'partial', stopReason: 'max_tokens' },
    { state: 'done', stopReason: 'max_tokens', parts: [{ kind: 'text' }] },
  ],
  [
    'blocked',
    { ...plain, status: 'blocked', answer: [], stopReason: 'guardrail_intervened' },
    { state: 'done', stopReason: 'guardrail_intervened', parts: [] },
  ],
  [
    'cancelled',
    { ...unended, status: 'cancelled', error: error('cancelled') },
    { state: 'stopped', parts: [{ kind: 'text' }] },
  ],
  [
    'cut',
    { ...unended, status: 'cut', error: error('stalled') },
    { state: 'failed', problem: { kind: 'stalled', message: 'm', requestId: 'r-1' }, parts: [{ kind: 'text' }] },
  ],
  [
    'failed',
    { ...unended, status: 'failed', answer: [], error: error('throttled') },
    { state: 'failed', problem: { kind: 'throttled' }, parts: [] },
  ],
  [
    'interrupted',
    { ...unended, status: 'interrupted', error: error('interrupted') },
    { state: 'failed', problem: { kind: 'interrupted' }, parts: [{ kind: 'text' }] },
  ],
  [
    'interrupted, without a word about it',
    { ...unended, status: 'interrupted' },
    { state: 'failed', problem: { kind: 'interrupted' } },
  ],
])('an answer that is %s is shown as one', (_status, turn, shown) => {
  expect(answerOf(turn)).toMatchObject({ role: 'assistant', turn: 't1', requestId: 'r-1', model: 'haiku', ...shown });
});

test('thoughts, tools, sources and figures are shown as when the answer was written, without times that nobody measured', () => {
  const shown = answerOf({
    ...plain,
    answer: [
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'See ' },
      { type: 'text', text: 'this.' },
      { type: 'citation', title: 'T', quotes: ['q'] },
      { type: 'tool-use', id: 'i', name: 'look', input: { at: 1 } },
    ],
    usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
  });
  expect(shown).toMatchObject({
    parts: [
      { kind: 'thinking', text: 'Hm.' },
      { kind: 'text', text: 'See this.' },
      { kind: 'tool', name: 'look', input: '{"at":1}' },
    ],
    sources: [{ title: 'T', quotes: ['q'] }],
    usage: { inputTokens: 3, outputTokens: 4 },
  });
  expect(shown).not.toHaveProperty('ttftMs');
  expect(shown).not.toHaveProperty('totalMs');
});

test('what was found in documents is shown again, with its marks where they were', () => {
  const found = { n: 1, title: 'Budgets', snippet: 'A budget is', url: 'https://docs.example/budgets', score: 0.7 };
  const location = { unit: 'search-result', result: 0, start: 0, end: 1 } as const;
  const shown = answerOf({
    ...plain,
    answer: [
      { type: 'sources', sources: [found, { ...found, n: 2 }] },
      { type: 'text', text: 'It is a limit.' },
      { type: 'citation', title: 'other', quotes: ['q'], location },
      { type: 'text', text: ' So.' },
    ],
  });
  expect(shown).toMatchObject({
    parts: [{ kind: 'text', text: 'It is a limit. So.', marks: [{ at: 14, source: 0 }] }],
    sources: [{ ...found, isCited: true }, { n: 2 }],
  });
  expect(answerOf({ ...plain, answer: [{ type: 'sources', sources: [] }] })).toMatchObject({ search: 'nothing' });
  expect(answerOf({ ...plain, answer: [{ type: 'sources', sources: [], unavailable: true }] })).toMatchObject({
    search: 'unavailable',
  });
});

test('an agent’s steps are shown as when they ran, each with what came of it, without times', () => {
  const shown = answerOf({
    ...plain,
    status: 'interrupted',
    answer: [
      { type: 'server-tool', id: 'a', name: 'clock', json: '{}' },
      { type: 'server-tool', id: 'b', name: 'get_weather', json: '{"city":"Lisbon"}' },
      { type: 'server-tool', id: 'c', name: 'search_docs', json: '{}' },
      { type: 'server-tool-result', id: 'b', isError: true, results: ['no such tool'] },
      { type: 'server-tool-result', id: 'a', results: [] },
      { type: 'text', text: 'So.' },
    ],
  });
  expect(shown).toMatchObject({
    parts: [
      { kind: 'tool', name: 'clock', input: '{}', results: [], state: 'done', tookMs: undefined },
      {
        name: 'get_weather',
        input: '{"city":"Lisbon"}',
        results: ['no such tool'],
        state: 'failed',
        tookMs: undefined,
      },
      // Whatever wrote it was killed.
      { name: 'search_docs', state: 'running' },
      { kind: 'text', text: 'So.' },
    ],
  });
});

test('questions are those of a person, with the names of their files and search results', () => {
  const question: KeptTurn['question'] = [
    { role: 'user', content: [{ type: 'text', text: 'First.' }] },
    {
      role: 'user',
      content: [
        { type: 'file', name: 'notes', format: 'txt' },
        { type: 'file', format: 'png' },
        { type: 'search-result', title: 'Tides', source: 'https://example.com/tides' },
        { type: 'text', text: 'Second.' },
      ],
    },
    { role: 'assistant', content: [{ type: 'text', text: 'Begin with this' }] },
    { role: 'user', content: [] },
  ];
  expect(toConversation('c', [{ ...plain, question }]).messages.slice(0, -1)).toEqual([
    { role: 'user', text: 'First.', files: [] },
    { role: 'user', text: 'Second.', files: [], keptFiles: ['notes', 'png', 'Tides'] },
  ]);
});

test('a conversation goes on with the model of its last turn, and with its instructions', () => {
  const first = { ...plain, system: 'Rhyme.' };
  const { choices, askedMs, id } = toConversation('c', [first, { ...plain, turn: 't2', parent: 't1', model: 'nova' }]);
  expect({ ...choices, askedMs, id }).toMatchObject({
    model: 'nova',
    system: 'Rhyme.',
    askedMs: Date.parse(plain.createdAt),
    id: 'c',
  });
});

test.each<[string, [turn: string, parent: string | null][], string[]]>([
  [
    'one after the other',
    [
      ['a', null],
      ['b', 'a'],
      ['c', 'b'],
    ],
    ['a', 'b', 'c'],
  ],
  [
    'the last was asked again',
    [
      ['a', null],
      ['b', 'a'],
      ['c', 'a'],
    ],
    ['a', 'c'],
  ],
  [
    'the first was edited',
    [
      ['a', null],
      ['b', 'a'],
      ['c', null],
    ],
    ['c'],
  ],
  [
    'the newest turn is on an older branch',
    [
      ['a', null],
      ['b', 'a'],
      ['c', 'a'],
      ['d', 'b'],
    ],
    ['a', 'b', 'd'],
  ],
  [
    'the first is kept no longer',
    [
      ['b', 'a'],
      ['c', 'b'],
    ],
    ['b', 'c'],
  ],
  ['a turn that names itself ends the walk', [['a', 'a']], ['a']],
  ['nothing is kept', [], []],
])('the newest branch, where %s', (_what, turns, shown) => {
  const branch = newestBranch(turns.map(([turn, parent]) => ({ ...plain, turn, parent })));
  expect(branch.map(({ turn }) => turn)).toEqual(shown);
});

test('an answer that failed before its first word is shown next to the one that stood before it', () => {
  const failed: KeptTurn = { ...unended, turn: 't3', status: 'failed', answer: [], error: error('throttled') };
  const other: KeptTurn = {
    ...plain,
    turn: 't2',
    question: [{ role: 'user', content: [{ type: 'text', text: 'No.' }] }],
  };
  expect(toConversation('c', [plain, other, failed]).messages.at(-1)).toMatchObject({
    state: 'failed',
    earlier: { turn: 't1', state: 'done' },
  });
  expect(toConversation('c', [other, failed]).messages.at(-1)).not.toHaveProperty('earlier');
});

test('a transcript has a turn a line, and one that is cut off is not read as whole', () => {
  const lines = `${JSON.stringify(plain)}\n${JSON.stringify({ ...plain, turn: 't2' })}\n`;
  expect(readTranscript(lines).map(({ turn }) => turn)).toEqual(['t1', 't2']);
  expect(() => readTranscript(lines.slice(0, -9))).toThrow(SyntaxError);
  expect(readTranscript('')).toEqual([]);
});
