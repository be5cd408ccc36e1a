import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { resolveModel } from '../../../lambda/models/resolve-model.ts';
import type { Noted, Question, Source } from '../../../lambda/source.ts';
import { openSplit } from '../../../lambda/split/split.ts';
import { said } from '../../fixtures/handling/ask-source.ts';
import { testConfig } from '../../fixtures/handling/config.ts';

const config = { ...testConfig, splits: { fast: { nova: 1 } } };

async function ask(name: string, events: readonly ChatEvent[] = said) {
  const noted: Noted[] = [];
  const asked: Question[] = [];
  const source: Source = async function* (question) {
    asked.push(question);
    yield* events;
  };
  const question: Question = {
    id: 'r',
    askedMs: 0,
    caller: { id: 'c', kind: 'key', plan: 'p' },
    operation: 'converse',
    chat: { turns: [], maxTokens: 0 },
    model: resolveModel(name, config),
    signal: new AbortController().signal,
    note: (one) => void noted.push(one),
  };
  const told: ChatEvent[] = [];
  for await (const event of openSplit(config)(source)(question)) told.push(event);
  return { asked: asked[0]?.model, start: told[0], noted };
}

test('the part is asked, noted before it answers, and named where the answer starts', async () => {
  const { asked, start, noted } = await ask('fast');
  expect(asked).toMatchObject({ alias: 'nova', id: 'us.amazon.nova-lite-v1:0' });
  expect(start).toEqual({ type: 'message-start', servedBy: 'nova' });
  expect(noted).toEqual([{ servedBy: 'nova' }]);
});

test('a fallback that answers in its place is the one that is named', async () => {
  const { start } = await ask('fast', [{ type: 'message-start', servedBy: 'haiku' }]);
  expect(start).toEqual({ type: 'message-start', servedBy: 'haiku' });
});

test('a name that is not split is asked as it is', async () => {
  const { asked, start, noted } = await ask('haiku');
  expect(asked?.alias).toBe('haiku');
  expect(start).toEqual({ type: 'message-start' });
  expect(noted).toEqual([]);
});
