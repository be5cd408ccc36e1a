import { describe, expect, test } from 'vitest';
import type { Answer } from '../../web/chat/answer.ts';
import { begin, noChoices, putQuestion, type Question, reopen, titleOf, toBody } from '../../web/chat/conversation.ts';

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

describe('what the API is asked', () => {
  test('is what was said, with files before the text and without thoughts', () => {
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

  test('leaves out answers without a word: no model takes an empty turn', () => {
    const conversation = putQuestion(
      { ...begin(noChoices), messages: [question('a'), answer('', 'failed')] },
      question('b'),
      2,
    );
    expect(toBody(conversation, undefined).messages).toEqual([asked('a'), asked('b')]);
  });

  test('has the model, the instructions and the thinking that were chosen', () => {
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

test('what was chosen for another model is left out for one that does not take it', () => {
  const conversation = putQuestion(begin({ system: 'Be brief.', isThinking: true }), question('a'), 0);
  expect(toBody(conversation, { id: 'plain', takes: ['images'] })).toEqual({ messages: [asked('a')] });
});

test('a question that is asked anew takes the place of all that followed', () => {
  const before = { ...begin(noChoices), messages: [question('a'), answer('b'), question('c'), answer('d')] };
  const { messages } = putQuestion(before, question('A'), 0);
  expect(messages).toMatchObject([{ text: 'A' }, { state: 'waiting' }]);
});

test('out of the history nothing runs any more', () => {
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
