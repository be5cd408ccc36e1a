import { describe, expect, test } from 'vitest';
import { native } from '../../../../lambda/protocols/native/native.ts';
import { asQuestion } from '../../../fixtures/handling/as-question.ts';
import { testConfig } from '../../../fixtures/handling/config.ts';
import { incomingOf } from '../../../fixtures/handling/incoming.ts';

const parse = (asked: Parameters<typeof incomingOf>[0]) => native.parse(incomingOf(asked), testConfig);
const user = (said: string) => ({ role: 'user', content: [{ kind: 'text', text: said }] });
const assistant = (said: string) => ({ role: 'assistant', content: [{ kind: 'text', text: said }] });

describe('what is asked', () => {
  const all = {
    system: 's',
    model: 'nova',
    maxTokens: 5,
    temperature: 0.5,
    topP: 1,
    stopSequences: ['x'],
  };
  test.each([
    ['message', { message: 'hi' }, { turns: [user('hi')] }],
    ['prompt', { prompt: 'hi' }, { turns: [user('hi')] }],
    ['request', { request: 'hi' }, { turns: [user('hi')] }],
    ['every option', { message: 'hi', ...all }, { turns: [user('hi')], ...all, system: [{ kind: 'text', text: 's' }] }],
    [
      'several turns',
      {
        messages: [
          { role: 'user', content: 'a' },
          { role: 'assistant', content: 'b' },
          { role: 'user', content: 'c' },
        ],
      },
      { turns: [user('a'), assistant('b'), user('c')] },
    ],
    [
      'texts and files',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'file', name: 'notes.txt', data: 'data:text/plain;base64,aGk=' },
              { type: 'file', data: 'data:image/png;base64,iVBORw==' },
              { type: 'text', text: 'Look.' },
            ],
          },
        ],
      },
      {
        turns: [
          {
            role: 'user',
            content: [
              { kind: 'document', format: 'txt', name: 'notes.txt', source: Buffer.from('hi'), isCited: false },
              { kind: 'image', format: 'png', bytes: Buffer.from('iVBORw==', 'base64') },
              { kind: 'text', text: 'Look.' },
            ],
          },
        ],
      },
    ],
    ['thinking', { message: 'hi', reasoning: 'high' }, { turns: [user('hi')], reasoning: {}, effort: 'high' }],
    ['no thinking', { message: 'hi', reasoning: 'none' }, { turns: [user('hi')], reasoning: 'off' }],
  ])('POST with %s', (_name, body, chat) => {
    expect(asQuestion(parse({ body })).chat).toEqual(chat);
  });

  test.each([
    ['no message: the default prompt', undefined, { turns: [user(testConfig.defaultPrompt)] }],
    ['other parameters only', { model: ['nova'] }, { model: 'nova', turns: [user(testConfig.defaultPrompt)] }],
    ['a message', { message: ['hello'] }, { turns: [user('hello')] }],
    [
      'numbers as text',
      { prompt: ['hi'], maxTokens: ['7'], temperature: ['0.1'] },
      { turns: [user('hi')], maxTokens: 7, temperature: 0.1 },
    ],
  ])('GET with %s', (_name, query, chat) => {
    expect(asQuestion(parse({ method: 'GET', ...(query && { query }) })).chat).toEqual(chat);
  });
});

describe('what is refused names the field and what is allowed', () => {
  const turn = (role: string, content: unknown = 'x') => ({ role, content });
  test.each<[body: unknown, field: string | undefined, message: RegExp]>([
    ['{"message":', undefined, /not valid JSON/],
    ['', undefined, /empty/],
    [[], undefined, /must be an object/],
    [{}, 'message', /missing: send one of message, prompt, request, messages/],
    [{ message: 'a', prompt: 'b' }, 'prompt', /together with message/],
    [{ message: 1 }, 'message', /must be a string/],
    [{ message: '' }, 'message', /must not be blank/],
    [{ message: ' \n\t' }, 'message', /must not be blank/],
    [{ message: 'a', stream: true }, 'stream', /not a known field. Allowed: message, prompt/],
    [{ message: 'a', maxTokens: 0 }, 'maxTokens', /at least 1, got 0/],
    [{ message: 'a', maxTokens: 1.5 }, 'maxTokens', /whole number/],
    [{ message: 'a', temperature: 1.1 }, 'temperature', /from 0 to 1, got 1.1/],
    [{ message: 'a', topP: -1 }, 'topP', /from 0 to 1/],
    [{ message: 'a', topP: '1' }, 'topP', /got a string/],
    [{ message: 'a', stopSequences: 'x' }, 'stopSequences', /must be an array/],
    [{ message: 'a', stopSequences: [''] }, 'stopSequences[0]', /must not be empty/],
    [{ messages: [] }, 'messages', /1 to 20000 entries/],
    [
      { messages: Array.from({ length: 6 }, (_, at) => turn(at % 2 === 0 ? 'user' : 'assistant')) },
      'messages',
      /must have at most 5 turns, got 6/,
    ],
    [{ messages: [turn('system'), turn('user')] }, 'messages[0].role', /one of user, assistant/],
    [{ messages: [turn('assistant'), turn('user')] }, 'messages', /the first message must have the role user/],
    [{ messages: [turn('user', ' ')] }, 'messages[0].content', /must not be blank/],
    [{ messages: [turn('user', 1)] }, 'messages[0].content', /must be a string/],
    [{ messages: [turn('user', [])] }, 'messages[0].content', /1 to 1000 entries/],
    [{ messages: [turn('user', [{ type: 'video' }])] }, 'messages[0].content[0].type', /one of text, file/],
    [
      { messages: [turn('user', [{ type: 'file', data: 'https://example.com/cat.png' }])] },
      'messages[0].content[0].data',
      /data URL/,
    ],
    [
      { messages: [turn('user'), turn('assistant', [{ type: 'text', text: 'x' }]), turn('user')] },
      'messages[1].content',
      /must be a string, got an array/,
    ],
    [{ message: 'a', reasoning: 'much' }, 'reasoning', /one of none, minimal, low/],
    [{ messages: [{ ...turn('user'), name: 'x' }] }, 'messages[0].name', /not a known field/],
  ])('POST %j', (body, field, message) => {
    expect(() => parse({ body })).toThrow(
      expect.objectContaining({
        kind: 'invalid-request',
        message: expect.stringMatching(message),
        details: field === undefined ? {} : { field },
      }),
    );
  });

  test.each<[query: Record<string, string[]>, field: string]>([
    [{ message: [''] }, 'message'],
    [{ message: ['a', 'b'] }, 'message'],
    [{ message: ['a'], prompt: ['b'] }, 'prompt'],
    [{ maxTokens: ['many'] }, 'maxTokens'],
    [{ maxTokens: [''] }, 'maxTokens'],
    [{ stopSequences: ['x'] }, 'stopSequences'],
    [{ mesage: ['a'] }, 'mesage'],
  ])('GET %j', (query, field) => {
    expect(() => parse({ method: 'GET', query })).toThrow(expect.objectContaining({ details: { field } }));
  });
});

test('the format follows Accept, text/plain by default', () => {
  const form = (accept?: string) =>
    asQuestion(parse({ body: { message: 'a' }, headers: accept === undefined ? {} : { accept } })).format.name;
  expect([form(), form('text/event-stream'), form('application/x-ndjson'), form('application/json')]).toEqual([
    'text',
    'sse',
    'ndjson',
    'json',
  ]);
  expect(() => form('image/png')).toThrow(expect.objectContaining({ kind: 'not-acceptable', status: 406 }));
});

test('an EventSource that reconnects gets 204: there is no more', () => {
  const headers = { 'last-event-id': '7', accept: 'text/event-stream' };
  expect(() => parse({ method: 'GET', headers })).toThrow(expect.objectContaining({ kind: 'reconnect', status: 204 }));
});
