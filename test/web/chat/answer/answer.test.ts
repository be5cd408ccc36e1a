import { describe, expect, test } from 'vitest';
import type { PageEvent } from '../../../../web/api/ask.ts';
import { type Answer, closeAnswer, noteEvent, textOf, waiting } from '../../../../web/chat/answer/answer.ts';
import { tellState } from '../../../../web/chat/answer/early-end.ts';
import texts from '../../../../web/words/words.json' with { type: 'json' };

/** The answer after these events, 10 ms apart. */
const after = (...events: PageEvent[]) =>
  events.reduce<Answer>((answer, event, index) => noteEvent(answer, event, (index + 1) * 10), waiting);

const start: PageEvent = { type: 'start', data: { requestId: 'request-1', model: 'haiku', maxTokens: 10 } };
const say = (text: string): PageEvent => ({ type: 'delta', data: { text } });
const usage = { inputTokens: 3, outputTokens: 4, totalTokens: 7 };
const done: PageEvent = { type: 'done', data: { stopReason: 'end_turn', usage } };

test('deltas become one text; the first gives the time to the first token', () => {
  const answer = after(start, say('a'), say('b'), { type: 'usage', data: usage }, done);
  expect(answer).toMatchObject({
    state: 'done',
    model: 'haiku',
    ttftMs: 20,
    totalMs: 50,
    usage,
    stopReason: 'end_turn',
  });
  expect(answer.parts).toEqual([{ kind: 'text', text: 'ab' }]);
});

test('thoughts, tools and text keep their order', () => {
  const answer = after(
    { type: 'reasoning', data: { text: 'hm' } },
    { type: 'reasoning', data: { signature: 'c2ln' } },
    say('I look.'),
    { type: 'server-tool', data: { index: 2, id: 't', name: 'search' } },
    { type: 'server-tool', data: { index: 2, json: '{"q":' } },
    { type: 'server-tool', data: { index: 2, json: '1}' } },
    { type: 'server-tool', data: { index: 3, id: 't', results: ['found'] } },
    say('There.'),
    { type: 'tool-use', data: { index: 5, id: 'u', name: 'get_time' } },
    { type: 'tool-input', data: { index: 5, json: '{}' } },
  );
  expect(answer.parts).toEqual([
    { kind: 'thinking', text: 'hm' },
    { kind: 'text', text: 'I look.' },
    expect.objectContaining({ kind: 'tool', name: 'search', input: '{"q":1}', results: ['found'] }),
    { kind: 'text', text: 'There.' },
    expect.objectContaining({ kind: 'tool', name: 'get_time', input: '{}', results: [] }),
  ]);
  expect(textOf(answer)).toBe('I look.There.');
});

describe('calls that run on the server', () => {
  const call = (index: number, id: string): PageEvent => ({ type: 'server-tool', data: { index, id, name: id } });
  const input = (index: number, json: string): PageEvent => ({ type: 'server-tool', data: { index, json } });
  const result = (id: string, results: string[], isError?: true): PageEvent => ({
    type: 'server-tool',
    data: { index: 9, id, results, ...(isError && { isError }) },
  });
  const stepsOf = ({ parts }: Answer) => parts.filter((part) => part.kind === 'tool');

  test('at the same time each get what is theirs, in whatever order it comes', () => {
    const answer = after(
      call(0, 'a'),
      call(1, 'b'),
      call(2, 'c'),
      input(1, '{"b":'),
      input(0, '{}'),
      input(1, '1}'),
      result('c', []),
      result('b', ['no'], true),
      result('nobody’s', ['lost']),
    );
    expect(stepsOf(answer)).toMatchObject([
      { id: 'a', input: '{}', results: [], state: 'running' },
      { id: 'b', input: '{"b":1}', results: ['no'], state: 'failed' },
      { id: 'c', input: '', results: [], state: 'done' },
    ]);
    expect(stepsOf(after(call(0, 'a'), result('a', ['1']), result('a', ['2'])))).toMatchObject([
      { results: ['1', '2'], state: 'done' },
    ]);
  });

  test('took the time from the last of their input to their result', () => {
    const answer = after(call(0, 'a'), input(0, '{'), input(0, '}'), say('a'), result('a', []));
    expect(stepsOf(answer)).toMatchObject([{ tookMs: 20 }]);
    expect(stepsOf(after(call(0, 'a'), result('a', [])))).toMatchObject([{ tookMs: 10 }]);
  });

  test('have no time in an answer that this page has not seen begin', () => {
    const told = [call(0, 'a'), input(0, '{}'), result('a', [])];
    const answer = told.reduce((before, event) => noteEvent(before, event, undefined), waiting);
    expect(stepsOf(answer)).toMatchObject([{ state: 'done', tookMs: undefined }]);
  });

  test('are told while they run, and where they have failed, until something is said', () => {
    const words = texts.en;
    const events = [call(0, 'get_weather'), call(1, 'clock'), result('clock', [])];
    expect(tellState(after(...events.slice(0, 2)), words)).toBe('Get weather: running …, Clock: running …');
    expect(tellState(after(...events), words)).toBe('Get weather: running …');
    const failed = [...events, result('get_weather', [], true)];
    expect(tellState(after(...failed), words)).toBe('Get weather: failed');
    expect(tellState(after(...failed, say('So')), words)).toBe('Answering …');
    expect(tellState(after(...failed, { type: 'stopped', data: {} }), words)).toBe('You stopped this answer.');
    // The page's own tool waits for the page.
    expect(tellState(after({ type: 'tool-use', data: { index: 0, id: 'u', name: 'x' } }), words)).toBe('Answering …');
  });
});

test('what a guardrail took back is gone, and the page says why', () => {
  const answer = after(
    start,
    say('a secret'),
    { type: 'citation', data: { quotes: ['secret'] } },
    { type: 'retraction', data: { guardrail: [{ policy: 'word', action: 'blocked' }] } },
    { type: 'done', data: { stopReason: 'guardrail_intervened' } },
  );
  expect(answer).toMatchObject({ state: 'done', parts: [], sources: [], stopReason: 'guardrail_intervened' });
});

test('sources are listed', () => {
  const source = { title: 'Report', quotes: ['it rained'] };
  expect(after(say('Rain.'), { type: 'citation', data: source }).sources).toEqual([source]);
});

describe('what was found in documents', () => {
  const found = (...numbers: readonly number[]) =>
    numbers.map((n) => ({ n, title: `T${n}`, snippet: `s${n}`, url: `https://docs.example/${n}`, score: 0.5 }));

  test('is known before the first word, and an agent may find more', () => {
    const first = after(start, { type: 'sources', data: { sources: found(1, 2) } });
    expect(first).toMatchObject({ state: 'waiting', sources: found(1, 2), search: undefined });
    const second = noteEvent(first, { type: 'sources', data: { sources: found(3) } }, 9);
    expect(second.sources).toMatchObject(found(1, 2, 3));
  });

  test('may be nothing, and is another thing than a search that failed', () => {
    const nothing: PageEvent = { type: 'sources', data: { sources: [] } };
    expect(after(start, nothing, say('Hm.'), done)).toMatchObject({ search: 'nothing', sources: [], state: 'done' });
    expect(after(start, { type: 'sources', data: { sources: [], unavailable: true } }).search).toBe('unavailable');
    expect(after(start, nothing, { type: 'sources', data: { sources: found(1) } }).search).toBeUndefined();
    expect(after(start, { type: 'sources', data: { sources: found(1) } }, nothing).search).toBeUndefined();
    expect(after(start, say('No documents here.'), done)).not.toHaveProperty('search');
  });

  test('is gone with an answer that a guardrail took back', () => {
    const answer = after({ type: 'sources', data: { sources: found(1) } }, { type: 'retraction', data: {} });
    expect(answer.sources).toEqual([]);
  });
});

describe('an early end', () => {
  test.each<[string, PageEvent, Partial<Answer>]>([
    [
      'the API’s',
      { type: 'error', data: { kind: 'stalled', message: 'silent', retryable: true } },
      { state: 'failed', problem: { kind: 'stalled', message: 'silent', requestId: 'request-1' } },
    ],
    [
      'of a kind that this page does not know',
      { type: 'error', data: { kind: 'new', message: 'x', retryable: true } },
      { state: 'failed', problem: { kind: 'unknown', message: 'x', requestId: 'request-1' } },
    ],
    [
      'the network’s',
      { type: 'problem', data: { kind: 'cut' } },
      { state: 'failed', problem: { kind: 'cut', requestId: 'request-1' } },
    ],
    ['the person’s', { type: 'stopped', data: {} }, { state: 'stopped' }],
  ])('%s keeps what was said', (_whose, event, told) => {
    expect(after(start, say('half'), event)).toMatchObject({ ...told, parts: [{ kind: 'text', text: 'half' }] });
  });
});

test('an unknown event changes nothing', () => {
  const tomorrow = { type: 'hologram', data: {} } as unknown as PageEvent;
  expect(after(say('a'), tomorrow, say('b'), done)).toMatchObject({
    state: 'done',
    parts: [{ kind: 'text', text: 'ab' }],
  });
});

test('an answer that was running when its page was closed is not complete', () => {
  expect(closeAnswer(after(start, say('half')))).toMatchObject({ state: 'failed', problem: { kind: 'cut' } });
  const whole = after(start, say('all'), done);
  expect(closeAnswer(whole)).toBe(whole);
});

test('an answer that the same person cancelled elsewhere is stopped, and no problem', () => {
  const data = { kind: 'cancelled', message: 'the request was cancelled', retryable: false };
  const answer = noteEvent(waiting, { type: 'error', data }, 5);
  expect(answer).toEqual({ ...waiting, state: 'stopped', totalMs: 5 });
});

test.each<PageEvent>([
  { type: 'done', data: { stopReason: 'end_turn', kept: false } },
  { type: 'error', data: { kind: 'stalled', message: '', retryable: true, kept: false } },
])('an answer that its conversation does not have says so: %j', (event) => {
  const begun: PageEvent = { type: 'start', data: { requestId: 'r', model: 'm', maxTokens: 1, turn: 't' } };
  expect(after(begun, say('a'), event)).toMatchObject({ turn: 't', isUnkept: true });
  expect(after(begun, say('a'), done)).not.toHaveProperty('isUnkept');
});

test('of an answer that this page has not seen begin, no time is known', () => {
  const told = [say('a'), done].reduce((answer, event) => noteEvent(answer, event, undefined), waiting);
  expect(told).not.toHaveProperty('ttftMs');
  expect(told).not.toHaveProperty('totalMs');
});
