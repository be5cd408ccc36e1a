import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../../web/chat/answer/answer.ts';
import {
  askAgain,
  begin,
  type Conversation,
  countLater,
  noChoices,
  noteInLast,
  putQuestion,
  type Question,
  reopen,
  titleOf,
  toBody,
} from '../../../../web/chat/conversation/conversation.ts';

const question = (text: string, files: Question['files'] = []): Question => ({ role: 'user', text, files });
const answer = (text: string, state: Answer['state'] = 'done'): Answer => ({
  role: 'assistant',
  state,
  parts:
    text === ''
      ? []
      : [
          { kind: 'thinking', text: 'hm' },
          { kind: 'text', text },
        ],
  sources: [],
});
const file = { name: 'cat.png', data: 'data:image/png;base64,AA==' };
const asked = (text: string) => ({ role: 'user', content: [{ type: 'text', text }] });

describe('the request to the API', () => {
  test('contains the conversation, with files before the text and without thoughts', () => {
    const conversation = { ...begin(noChoices), messages: [question('a', [file]), answer('b'), question('c')] };
    expect(toBody(conversation, undefined)).toEqual({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'file', ...file },
            { type: 'text', text: 'a' },
          ],
        },
        { role: 'assistant', content: 'b' },
        asked('c'),
      ],
    });
  });

  test('leaves out answers without text, because no model accepts an empty turn', () => {
    const conversation = putQuestion(
      { ...begin(noChoices), messages: [question('a'), answer('', 'failed')] },
      question('b'),
      2,
    );
    expect(toBody(conversation, undefined).messages).toEqual([asked('a'), asked('b')]);
  });

  test('contains the model, the instructions and the thinking that were chosen', () => {
    const choices = { model: 'nova', system: 'Be brief.', isThinking: true };
    const conversation = putQuestion(begin(choices), question('a'), 0);
    expect(toBody(conversation, undefined)).toEqual({
      messages: [asked('a')],
      model: 'nova',
      system: 'Be brief.',
      reasoning: 'medium',
    });
    expect(toBody({ ...conversation, choices: { ...noChoices, system: ' \n' } }, undefined)).not.toHaveProperty(
      'system',
    );
  });
});

test('leaves out what was chosen for another model if this one does not accept it', () => {
  const conversation = putQuestion(begin({ system: 'Be brief.', isThinking: true }), question('a'), 0);
  expect(toBody(conversation, { id: 'plain', takes: ['images'] })).toEqual({ messages: [asked('a')] });
});

test('a question that is sent again replaces all later messages', () => {
  const before = { ...begin(noChoices), messages: [question('a'), answer('b'), question('c'), answer('d')] };
  const { messages } = putQuestion(before, question('A'), 0);
  expect(messages).toMatchObject([{ text: 'A' }, { state: 'waiting' }]);
});

describe('a question that is asked again', () => {
  const before: Conversation = { ...begin(noChoices), messages: [question('a'), answer('old')] };
  const say = (conversation: Conversation, text: string) =>
    noteInLast(conversation, { type: 'delta', data: { text } }, 10);
  const fail = (conversation: Conversation) =>
    noteInLast(conversation, { type: 'problem', data: { kind: 'offline' } }, 10);

  test('keeps its answer until the new one has its first word', () => {
    const waits = askAgain(before);
    expect(waits.messages[1]).toMatchObject({ state: 'waiting', parts: [], earlier: answer('old') });
    expect(say(waits, '\n').messages[1]).toHaveProperty('earlier');
    expect(say(say(waits, '\n'), 'new').messages[1]).not.toHaveProperty('earlier');
  });

  test('is sent without that answer, but a question after a failure is sent with it', () => {
    expect(toBody(askAgain(before), undefined).messages).toEqual([asked('a')]);
    const after = putQuestion(fail(askAgain(before)), question('b'), 2);
    expect(toBody(after, undefined).messages).toEqual([asked('a'), { role: 'assistant', content: 'old' }, asked('b')]);
  });

  test('keeps it through any number of failures, and out of the history', () => {
    const failed = fail(askAgain(fail(askAgain(before))));
    expect(failed.messages[1]).toMatchObject({ state: 'failed', earlier: answer('old') });
    expect(reopen(askAgain(before)).messages[1]).toMatchObject({ state: 'failed', earlier: answer('old') });
  });

  test('drops an answer without any text', () => {
    const empty = { ...before, messages: [question('a'), answer('', 'failed')] };
    expect(askAgain(empty).messages[1]).not.toHaveProperty('earlier');
  });
});

test.each([
  [0, 3],
  [2, 1],
])('in a conversation of two turns, sending message %i again deletes %i', (at, lost) => {
  const messages = [question('a'), answer('b'), question('c'), answer('d')];
  expect(countLater({ ...begin(noChoices), messages }, at)).toBe(lost);
});

test('an answer without any text does not count as a loss', () => {
  expect(countLater({ ...begin(noChoices), messages: [question('a'), answer('', 'failed')] }, 0)).toBe(0);
});

test('in a conversation from the history, no answer is running', () => {
  const kept = { ...begin(noChoices), messages: [question('a'), answer('half', 'streaming')] };
  expect(reopen(kept).messages[1]).toMatchObject({ state: 'failed', problem: { kind: 'cut' } });
});

test.each([
  ['Hello', 'Hello'],
  ['  spaced \n', 'spaced'],
  ['x'.repeat(80), `${'x'.repeat(60)}…`],
])('the title of %j is %j', (text, title) => {
  expect(titleOf({ ...begin(noChoices), messages: [question(text)] })).toBe(title);
});
