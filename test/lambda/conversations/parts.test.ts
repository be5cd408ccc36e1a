import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import type { Turn as Message } from '../../../lambda/chat/chat-request.ts';
import { failures } from '../../../lambda/chat/failure.ts';
import type { StopKind } from '../../../lambda/chat/stop.ts';
import { toMessages } from '../../../lambda/conversations/history/to-messages.ts';
import { toTitle } from '../../../lambda/conversations/to-new-turn.ts';
import { type Ending, readTurn, type Status, statusOf } from '../../../lambda/conversations/turns/turn.ts';

const question = (text: string): Message => ({ role: 'user', content: [{ kind: 'text', text }] });
const call = (id: string, json = '{}'): ChatEvent => ({ type: 'call', call: { index: 0, id, name: 'f', json } });
const result = (id: string): Message => ({
  role: 'user',
  content: [{ kind: 'tool-result', id, content: [], isError: false }],
});
const said = (text: string): ChatEvent[] => [
  { type: 'block-start', index: 0, block: { kind: 'text' } },
  { type: 'text-delta', index: 0, text },
];
const thought: ChatEvent[] = [
  { type: 'block-start', index: 0, block: { kind: 'reasoning' } },
  { type: 'reasoning-delta', index: 0, text: 'hm' },
];
const signature: ChatEvent = { type: 'reasoning-signature', index: 0, signature: 's' };
const redacted: ChatEvent = { type: 'reasoning-redacted', index: 0, data: Buffer.from('r') };

describe('an answer as a message for a model', () => {
  test.each<[name: string, answer: ChatEvent[], next: Message, model: string, kinds: readonly string[]]>([
    ['words', said('a'), question('b'), 'haiku', ['text']],
    ['nothing: no message', [], question('b'), 'haiku', []],
    ['white space: no message', said(' \n'), question('b'), 'haiku', []],
    ['a call with its result', [call('1')], result('1'), 'haiku', ['tool-use']],
    ['a call without', [...said('a'), call('1')], question('b'), 'haiku', ['text']],
    [
      'calls of which one has none: to be refused',
      [call('1'), call('2')],
      result('1'),
      'haiku',
      ['tool-use', 'tool-use'],
    ],
    ['a proven thought', [...thought, signature, ...said('a')], question('b'), 'haiku', ['reasoning', 'text']],
    ['a redacted one', [...thought, redacted], question('b'), 'haiku', ['reasoning']],
    ['one that nothing proves', [...thought, ...said('a')], question('b'), 'haiku', ['text']],
    ['another model’s', [...thought, signature, ...said('a')], question('b'), 'nova', ['text']],
  ])('%s', (_name, answer, next, model, kinds) => {
    const messages = toMessages([{ question: [question('a')], answer, model: 'haiku' }], [next], model);
    const [asked, ...answered] = messages;
    expect(asked).toEqual(question('a'));
    expect(answered.flatMap(({ content }) => content.map(({ kind }) => kind))).toEqual(kinds);
    expect(answered.every(({ role, content }) => role === 'assistant' && content.length > 0)).toBe(true);
  });

  test('a result may be of the next turn, or of the question', () => {
    const turns = [
      { question: [question('a')], answer: [call('1')], model: 'haiku' },
      { question: [result('1')], answer: [call('2')], model: 'haiku' },
    ];
    expect(toMessages(turns, [result('2')], 'haiku').map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
    ]);
  });

  test.each<[name: string, before: ChatEvent[]]>([
    ['there', said('no call')],
    ['the only one', [call('1'), call('2')]],
  ])('a result whose call is not %s is left out, with its turn and all before it', (_name, answer) => {
    const turns = [
      { question: [question('a')], answer, model: 'haiku' },
      { question: [result('1')], answer: said('b'), model: 'haiku' },
      { question: [question('c')], answer: said('d'), model: 'haiku' },
    ];
    const asked = (messages: readonly Message[]) => messages.filter(({ role }) => role === 'user');
    expect(asked(toMessages(turns, [question('e')], 'haiku'))).toEqual([question('c')]);
    expect(asked(toMessages(turns.slice(1), [question('e')], 'haiku'))).toEqual([question('c')]);
  });

  test.each([
    ['{"id":90071992547409931}', { id: 90071992547409931n }],
    ['{"n":0.1}', { n: 0.1 }],
    ['{"__proto__":{"a":1}}', JSON.parse('{"__proto__":{"a":1}}')],
    // Nobody can send that as a number: its digits are the nearest that is left.
    ['{"e":1e400}', { e: '1e400' }],
  ])('input is what the model wrote: %s', (json, input) => {
    const [message] = toMessages([{ question: [], answer: [call('1', json)], model: 'h' }], [result('1')], 'h');
    expect(message?.content).toEqual([{ kind: 'tool-use', id: '1', name: 'f', input }]);
  });
});

describe('what became of a turn', () => {
  const of = (item: object) => readTurn({ sk: 't', run: 'r', expires: 100, aliveUntilMs: 1_000, ...item }, 0);
  const stops: Readonly<Record<StopKind, Status>> = {
    finished: 'finished',
    'stop-sequence': 'finished',
    'tool-use': 'finished',
    length: 'partial',
    'context-full': 'partial',
    'max-steps': 'partial',
    filtered: 'blocked',
    guardrail: 'blocked',
  };
  const endings: [Ending, isAnswered: 0 | 1, Status][] = [
    ...Object.entries(stops).map(([kind, status]): [Ending, 1, Status] => [`stop:${kind as StopKind}`, 1, status]),
    ...Object.keys(failures).flatMap((kind): [Ending, 0 | 1, Status][] => {
      const ending = `failure:${kind}` as Ending;
      if (kind === 'cancelled')
        return [
          [ending, 0, 'cancelled'],
          [ending, 1, 'cancelled'],
        ];
      return [
        [ending, 0, 'failed'],
        [ending, 1, 'cut'],
      ];
    }),
  ];
  test.each(endings)('%s, answered %i: %s', (ending, isAnswered, status) => {
    const turn = of({ ending, isAnswered });
    // Whenever one looks.
    for (const now of [0, 5_000]) expect(turn && statusOf(turn, now)).toBe(status);
  });

  test.each([
    [999, 'running'],
    [1_000, 'interrupted'],
  ])('without an ending, at %i of a lease of 1,000: %s', (now, status) => {
    const turn = of({});
    expect(turn && statusOf(turn, now)).toBe(status);
  });

  test.each([
    ['a piece', { sk: 't', text: 'a', expires: 100 }, 0],
    ['one that is over and not yet deleted', { sk: 't', run: 'r', expires: 100 }, 100_001],
    ['one that is marked as deleted', { sk: 't', deletedMs: 5, expires: 100 }, 0],
    ['nothing', {}, 0],
  ])('%s is no turn', (_name, item, now) => {
    expect(readTurn(item, now)).toBeUndefined();
  });
});

describe('a title is the first words of the first question', () => {
  test.each([
    ['Hello there', 'Hello there'],
    ['  two\n\nlines\t ', 'two lines'],
    ['', ''],
    ['word '.repeat(20), `${'word '.repeat(12).trimEnd()}…`],
    ['日本語'.repeat(30), `${'日本語'.repeat(20)}…`],
    [`a${'😀'.repeat(40)}`, `a${'😀'.repeat(29)}…`],
    ['a\u0000b\ud83dc', 'a b c'],
  ])('%j', (text, title) => {
    const made = toTitle([{ role: 'assistant', content: [{ kind: 'text', text: 'no' }] }, question(text)]);
    expect(made).toBe(title);
    expect(made.isWellFormed()).toBe(true);
    expect(made.length).toBeLessThanOrEqual(61);
  });

  test('of a file alone its name', () => {
    const file = {
      kind: 'document',
      format: 'pdf',
      name: 'bill.pdf',
      source: Buffer.from(''),
      isCited: false,
    } as const;
    expect(toTitle([{ role: 'user', content: [file] }])).toBe('bill.pdf');
  });
});
