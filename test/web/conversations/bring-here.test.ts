import { expect, test } from 'vitest';
import type { Answer } from '../../../web/chat/answer/answer.ts';
import type { Conversation } from '../../../web/chat/conversation/conversation.ts';
import { bringHere, toTurns } from '../../../web/conversations/bring-here.ts';

const question = (text: string) => ({ role: 'user', text, files: [] }) as const;
const answer = (text: string, more: Partial<Answer> = {}): Answer => ({
  role: 'assistant',
  state: 'done',
  parts: [
    { kind: 'thinking', text: 'Hm.' },
    { kind: 'text', text },
  ],
  sources: [],
  ...more,
});
const had = (id: string, askedMs: number, ...messages: Conversation['messages']): Conversation => ({
  id,
  askedMs,
  choices: { system: '', isThinking: false },
  messages,
});

test('each question is brought with the text of the answer that stands', () => {
  const failed = answer('', { state: 'failed', parts: [], earlier: answer('Old.', { model: 'haiku' }) });
  const conversation = had('c', 1, question('a'), answer('A'), question('b'), failed, question('c'));
  const asked = (text: string) => [{ type: 'text', text }];
  expect(toTurns(conversation)).toEqual([
    { question: asked('a'), answer: 'A' },
    { question: asked('b'), answer: 'Old.', model: 'haiku' },
    { question: asked('c'), answer: '' },
  ]);
});

test('the oldest is brought first; what arrived is removed, and what failed is left, with the reason', async () => {
  const all = [had('new', 3, question('new')), had('bad', 2, question('bad')), had('old', 1, question('old'))];
  const sent: string[] = [];
  const removed: string[] = [];
  const brought = await bringHere(
    async (path, request) => {
      const body = JSON.stringify(request?.body);
      sent.push(`${path} ${/old|bad|new/.exec(body)?.[0]}`);
      return body.includes('bad')
        ? Response.json({ error: { kind: 'too-large' } }, { status: 413 })
        : Response.json({});
    },
    all,
    async (id) => void removed.push(id),
  );
  expect(sent).toEqual(['conversations old', 'conversations bad', 'conversations new']);
  expect(removed).toEqual(['old', 'new']);
  expect(brought).toMatchObject({ left: [{ id: 'bad' }], problem: { kind: 'too-large' } });
});
