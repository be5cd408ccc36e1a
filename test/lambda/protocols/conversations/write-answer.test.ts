import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { writeAnswer } from '../../../../lambda/protocols/conversations/write-answer.ts';

async function write(json: string): Promise<string> {
  const call: ChatEvent = { type: 'call', call: { index: 0, id: 'c', name: 'f', json } };
  let written = '';
  for await (const piece of writeAnswer(once(call), { isTakenBack: false })) written += piece;
  return written;
}

async function* once(event: ChatEvent): AsyncGenerator<ChatEvent> {
  yield event;
}

test.each([
  ['on lines of its own', '{\n  "a": [1,\r\n 2]\n}', '{"a":[1,2]}'],
  ['with a line break of Unicode', '{"a":"\u2028\u0085"}', String.raw`{"a":"\u2028\u0085"}`],
  ['with a number that JavaScript does not have', '{"id":9007199254740993}', '{"id":9007199254740993}'],
])('a call that a model wrote %s is told on one line, as it is', async (_how, json, input) => {
  expect(await write(json)).toBe(`{"type":"tool-use","id":"c","name":"f","input":${input}}`);
});
