import { describe, expect, test } from 'vitest';
import { chooseCalls, describeAskable } from '../../../../../../local/services/bedrock/answerer/tools/choose-calls.ts';
import { type Asking, specs, toInput } from './tools.ts';

const text = { type: 'string' };

/** Each call as its tool's name and its input. */
function ask(question: string, asking?: Asking) {
  return chooseCalls(toInput(question, asking)).map(({ name, input }) => [name, input]);
}

describe('a question asks the calculator for', () => {
  test.each([
    ['What is 17 times 23?', '17 * 23'],
    ['17*23', '17*23'],
    ['How much is (2 + 3) × 4?', '(2 + 3) * 4'],
    ['I want to know (what is 2 + 2)', '2 + 2'],
    ['What is ((1 + 2) * 3', '(1 + 2) * 3'],
    ['What is 15% of 80?', '15 / 100 * 80'],
    ['What is 9 % 4?', '9 % 4'],
    ['1,000,000 divided by 8', '1000000 / 8'],
    ['Raise it: 2 to the power of 10.', '2 ^ 10'],
    ['2 ** 8 − 1', '2 ^ 8 - 1'],
    ['5 squared minus -1', '5 ^ 2 - -1'],
    ['two plus TWO', '2 + 2'],
    ['1.5 x 4', '1.5 * 4'],
    ['Calculate 10/4', '10/4'],
    ['What is 24/7?', '24/7'],
  ])('%s', (question, expression) => {
    expect(ask(question)).toEqual([['calculator', { expression }]]);
  });

  test('nothing where numbers are no arithmetic', () => {
    const remarks = [
      'I need 3-5 of them.',
      'It is open 24/7.',
      'It began on 2026-11-27.',
      'gpt-4-1 is one.',
      '3 times!',
      '7',
    ];
    expect(remarks.map((remark) => ask(remark))).toEqual(remarks.map(() => []));
  });
});

describe('a question asks the clock for', () => {
  test.each([
    ['What time is it?', ['UTC']],
    ['What time is it in Lisbon?', ['Europe/Lisbon']],
    ['what’s the time in new york', ['America/New_York']],
    ['Time in São Paulo?', ['America/Sao_Paulo']],
    ['What is the current date in Asia/Tokyo?', ['Asia/Tokyo']],
    ["Tell me the time in London's office", ['Europe/London']],
    ['What day is it in Kolkata?', ['Asia/Kolkata']],
    ['What time is it in Lisbon and in Tokyo?', ['Europe/Lisbon', 'Asia/Tokyo']],
    ['What time is it in America/Indiana/Knox?', ['America/Indiana/Knox']],
    ['What time is it in Nowhere?', ['UTC']],
    ['What time is it in the data center?', ['UTC']],
    ["What is today's date?", ['UTC']],
  ])('%s', (question, zones) => {
    expect(ask(question)).toEqual(zones.map((timeZone) => ['clock', { timeZone }]));
  });

  test('nothing where time is a subject', () => {
    for (const question of ['What is the time to first token?', 'What time limits are there?'])
      expect(ask(question)).toEqual([['search_docs', { query: expect.any(String) }]]);
  });
});

describe('a question asks the search for', () => {
  test.each([
    ['How do budgets work?', 'budgets work'],
    ['search for conversations', 'conversations'],
    ['Please explain the local stage', 'local stage'],
    ['What is the time to first token?', 'time first token'],
    ['子供の料金は？', '子供 料金'],
  ])('%s', (question, query) => {
    expect(ask(question)).toEqual([['search_docs', { query }]]);
  });

  test.each(['Hello', 'Hello!', 'How are you?', 'What can you do?', 'Thanks, that was great.', '?', ''])(
    'nothing at all: %j',
    (question) => {
      expect(ask(question)).toEqual([]);
    },
  );

  test('a few words, however many are said', () => {
    const [call] = ask(`How ${'very '.repeat(300)}large is it?`);
    expect(JSON.stringify(call).length).toBeLessThan(300);
  });
});

test('of a long question only the end is heard', () => {
  const pasted = 'Lorem ipsum dolor. '.repeat(200);
  expect(ask(`What is 2 + 2? ${pasted}`)).toEqual([]);
  expect(ask(`${pasted}What is 2 + 2?`)).toEqual([['calculator', { expression: '2 + 2' }]]);
});

describe('a question of several parts', () => {
  test.each([
    ['What is 2 + 2, and what time is it?', ['calculator', 'clock']],
    ['What time is it and what is 2 + 2', ['clock', 'calculator']],
    ['Hello! Calculate 2 * 3. Then tell me how budgets work.', ['calculator', 'search_docs']],
    ['How do budgets, and plans, work?', ['search_docs']],
    ['What is 2+2 and 3*3?', ['calculator', 'calculator']],
    ['What is 2 + 2? What is 2 + 2?', ['calculator']],
  ])('%s', (question, names) => {
    expect(ask(question).map(([name]) => name)).toEqual(names);
  });

  test('makes four calls at most', () => {
    expect(ask('1+1? 1+2? 1+3? 1+4? 1+5?')).toHaveLength(4);
  });
});

describe('a tool is known by what it is', () => {
  test.each<[string, string, NonNullable<Asking['tools']>, unknown[]]>([
    [
      'by its description, where its name tells nothing',
      'What is 2 + 2?',
      { abacus: { description: 'Does arithmetic.', properties: { what: text, digits: { type: 'integer' } } } },
      ['abacus', { what: '2 + 2' }],
    ],
    [
      'by its name in another spelling',
      'What is 2 + 2?',
      { evaluateMath: { properties: { formula: text, unit: text } } },
      ['evaluateMath', { formula: '2 + 2' }],
    ],
    [
      'and asked by city, if it takes one',
      'What time is it in New York?',
      { getLocalTime: { properties: { location: text }, required: ['location'] } },
      ['getLocalTime', { location: 'New York' }],
    ],
    ['and asked for nothing, if it takes nothing', 'What time is it in Lisbon?', { now: {} }, ['now', {}]],
    [
      'and given what its schema gives',
      'What is 2 + 2?',
      {
        calculator: {
          properties: { expression: text, mode: { const: 'exact' }, unit: { enum: ['none'] }, digits: { default: 3 } },
          required: ['expression', 'mode', 'unit', 'digits'],
        },
      },
      ['calculator', { expression: '2 + 2', mode: 'exact', unit: 'none', digits: 3 }],
    ],
    [
      'and the next of its kind is asked, where it can not be',
      'How do budgets work?',
      {
        search_orders: { properties: { from: text, to: text }, required: ['from', 'to'] },
        search: { properties: { q: text } },
      },
      ['search', { q: 'budgets work' }],
    ],
  ])('%s', (_what, question, tools, call) => {
    expect(ask(question, { tools })).toEqual([call]);
  });

  test.each<[string, string, NonNullable<Asking['tools']>]>([
    [
      'a required property can’t be filled',
      'What is 2 + 2?',
      { calculator: { properties: { a: { type: 'number' } }, required: ['a'] } },
    ],
    ['it takes no text', 'How do budgets work?', { search: { properties: { limit: { type: 'integer' } } } }],
    [
      'a choice of its own has no such value',
      'How do budgets work?',
      { search: { properties: { query: { ...text, enum: ['a', 'b'] } } } },
    ],
    ['it would change something', 'How do budgets work?', { update_docs: { properties: { query: text } } }],
    [
      'no rule knows it',
      'What is 2 + 2?',
      { get_weather: { description: 'The weather at a time.', properties: { city: text } } },
    ],
    ['its schema is none', 'What is 2 + 2?', { calculator: { required: ['expression'] } }],
  ])('and not asked where %s', (_what, question, tools) => {
    expect(ask(question, { tools })).toEqual([]);
  });
});

describe('a forced call', () => {
  const tools: NonNullable<Asking['tools']> = {
    book_trip: {
      properties: {
        city: text,
        days: { type: 'integer' },
        isReturn: { type: ['boolean', 'null'] },
        stops: { type: 'array' },
        class: { enum: ['first', 'second'] },
        extra: {},
        note: text,
      },
      required: ['city', 'days', 'isReturn', 'stops', 'class', 'extra'],
    },
    ...specs,
  };
  const simplest = { city: '', days: 0, isReturn: false, stops: [], class: 'first', extra: '' };

  test.each<[string, string, Asking['choice'], unknown[]]>([
    ['is the one that fits', 'What is 2 + 2?', 'any', ['calculator', { expression: '2 + 2' }]],
    ['is of the first tool, where none fits', 'Hello', 'any', ['book_trip', simplest]],
    ['is of the tool that is named', 'Hello', { tool: { name: 'book_trip' } }, ['book_trip', simplest]],
    [
      'fits the tool that is named',
      'What is 2 + 2?',
      { tool: { name: 'calculator' } },
      ['calculator', { expression: '2 + 2' }],
    ],
    [
      'is of the tool that is named, though another fits',
      'What is 2 + 2?',
      { tool: { name: 'clock' } },
      ['clock', { timeZone: 'UTC' }],
    ],
  ])('%s', (_what, question, choice, call) => {
    expect(ask(question, { tools, choice })).toEqual([call]);
  });
});

describe('after results', () => {
  const after = (choice: Asking['choice']) => {
    const { messages, toolConfig } = toInput('What is 17 times 23?', { choice });
    const toolUse = { toolUseId: 'one', name: 'calculator', input: {} };
    const toolResult = { toolUseId: 'one', content: [{ text: '391. What is 2 + 2?' }] };
    return chooseCalls({
      messages: [
        ...messages,
        { role: 'assistant', content: [{ toolUse }] },
        { role: 'user', content: [{ toolResult }] },
      ],
      toolConfig,
    }).map(({ name }) => name);
  };

  test.each<[string, Asking['choice'], string[]]>([
    ['nothing is called, whatever they say', undefined, []],
    ['nothing is called, though a call is forced: a loop would be endless', 'any', []],
    ['the tool that is named is not called again', { tool: { name: 'calculator' } }, []],
    ['another tool is called, if it is named', { tool: { name: 'clock' } }, ['clock']],
  ])('%s', (_what, choice, names) => {
    expect(after(choice)).toEqual(names);
  });
});

test('without tools nothing is called', () => {
  const { messages } = toInput('What is 2 + 2?');
  expect(chooseCalls({ messages })).toEqual([]);
});

test('what can be asked is told with an example that asks it', () => {
  const tools = { ...specs, get_weather: {}, search_orders: { required: ['from'] } };
  expect(describeAskable(toInput('Hello', { tools }))).toEqual([
    'calculator ("What is 17 times 23?")',
    'clock ("What time is it in Lisbon?")',
    'search_docs ("How do budgets work?")',
    'get_weather ("Get weather")',
  ]);
});

describe('a tool that is asked for by the words of its name is called, also one that changes something', () => {
  const tools = {
    add_task: { properties: { title: text }, required: ['title'] },
    list_tasks: {},
    finishTask: { properties: { number: { type: 'integer' } }, required: ['number'] },
  };
  test.each<[question: string, calls: unknown[]]>([
    ['Add a task: buy milk', [['add_task', { title: 'buy milk' }]]],
    ['Add task water the plants', [['add_task', { title: 'water the plants' }]]],
    ['Add a task: read https://example.com:80/a', [['add_task', { title: 'read https://example.com:80/a' }]]],
    ['List my tasks', [['list_tasks', {}]]],
    ['Finish task 2', [['finishTask', { number: 2 }]]],
    ['Add a task', []],
    ['Finish the task', []],
    ['I would add a task: buy milk', []],
    ['What would it add to list my tasks?', []],
    ['Add milk', []],
  ])('%s', (question, calls) => {
    expect(ask(question, { tools })).toEqual(calls);
  });

  test('each says how to ask for it', () => {
    expect(describeAskable(toInput('Hello', { tools }))).toEqual([
      'add_task ("Add task: water the plants")',
      'list_tasks ("List tasks")',
      'finishTask ("Finish task 1")',
    ]);
  });
});
