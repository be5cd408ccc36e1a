import { describe, expect, test, vi } from 'vitest';
import { around } from '../../../lambda/around.ts';
import type { ChatEvent } from '../../../lambda/chat/chat-event.ts';
import { Failure } from '../../../lambda/chat/failure.ts';
import { resolveModel } from '../../../lambda/models/resolve-model.ts';
import type { Question } from '../../../lambda/source.ts';
import { said, start, stop } from '../../fixtures/handling/ask-source.ts';
import { openDocs } from '../../fixtures/knowledge/ask-knowledge.ts';
import { found } from '../../fixtures/knowledge/bedrock.ts';

const limits = ['Limits', 'A body has 5 MB at most.'] as const;
const user = (text: string) => ({ role: 'user' as const, content: [{ kind: 'text' as const, text }] });
const follows: Question['chat']['turns'] = [
  user('How large may a body be?'),
  { ...user('5 MB.'), role: 'assistant' },
  user('And where is it set?'),
];
const rewriting = { rewriteWith: 'haiku' };

type Opened = Awaited<ReturnType<typeof openDocs>>;

function questionFor({ config }: Opened, chat: Partial<Question['chat']> = {}): Question {
  return {
    id: 'request-1',
    askedMs: 0,
    caller: { id: 'user-1', kind: 'key', plan: 'standard' },
    operation: 'converse',
    chat: { turns: [user('How large may a body be?')], maxTokens: 100, ...chat },
    model: resolveModel('docs', config),
    signal: new AbortController().signal,
    note: () => undefined,
  };
}

describe('the search', () => {
  test('begins before the first event is pulled, beside what is read and reserved before', async () => {
    const opened = await openDocs({ replies: [found(limits)] });
    opened.source(questionFor(opened));
    await vi.waitFor(() => expect(opened.searched).toHaveLength(1));
    expect(opened.asked).toEqual([]);
  });

  test('is left when the answer is not wanted any more, before it was pulled', async () => {
    const opened = await openDocs({ replies: ['hold'] });
    const answer = opened.source(questionFor(opened));
    await vi.waitFor(() => expect(opened.searched).toHaveLength(1));
    await answer[Symbol.asyncIterator]().return?.();
    await vi.waitFor(() => expect(opened.left()).toBe(1));
    expect(opened.asked).toEqual([]);
  });

  test('is left when the answer is closed while it waits', async () => {
    const opened = await openDocs({ replies: ['hold'] });
    const answer = opened.source(questionFor(opened))[Symbol.asyncIterator]();
    const first = answer.next();
    await vi.waitFor(() => expect(opened.searched).toHaveLength(1));
    await answer.return?.();
    await first;
    await vi.waitFor(() => expect(opened.left()).toBe(1));
    expect(opened.asked).toEqual([]);
  });

  test('ends with the reason of whoever aborts it, also where an unavailable one would be done without', async () => {
    const opened = await openDocs({ replies: ['hold'], knowledge: { whenUnavailable: 'answer' } });
    const controller = new AbortController();
    const answer = opened.source({ ...questionFor(opened), signal: controller.signal })[Symbol.asyncIterator]();
    const first = answer.next();
    await vi.waitFor(() => expect(opened.searched).toHaveLength(1));
    const failure = new Failure('deadline', 'time is up');
    controller.abort(failure);
    expect(await first).toEqual({ done: false, value: { type: 'failure', failure } });
    expect(opened.asked).toEqual([]);
  });

  test('is not asked for where a budget refuses the question: a question to be rewritten costs', async () => {
    const opened = await openDocs({ replies: [found(limits)], knowledge: rewriting });
    const before = Promise.reject(new Failure('quota-exceeded', 'spent'));
    const events: ChatEvent[] = [];
    for await (const event of around(opened.source(questionFor(opened, { turns: follows })), { before }))
      events.push(event);
    expect(events).toMatchObject([{ type: 'failure', failure: { kind: 'quota-exceeded' } }]);
    expect([opened.asked, opened.searched]).toEqual([[], []]);
  });
});

describe('a question that is rewritten', () => {
  const usage = (model: string, input: number): ChatEvent => ({
    type: 'usage',
    model,
    usage: { input, output: 1, total: input + 1 },
  });
  const says = (rewritten: readonly ChatEvent[]) => (question: Question) =>
    question.model.alias === 'haiku' ? rewritten : [...said.slice(0, -2), usage('sonnet', 50), stop];
  const whole: ChatEvent[] = [
    start,
    { type: 'text-delta', index: 0, text: ' Where is the size of a body set? ' },
    usage('haiku', 9),
    stop,
  ];

  test('is searched for as the model wrote it, and answered as it was asked', async () => {
    const { ask, asked, searched } = await openDocs({
      replies: [found(limits)],
      knowledge: rewriting,
      says: says(whole),
    });
    await ask({ turns: follows });
    expect(searched[0]?.body['retrievalQuery']).toEqual({ text: 'Where is the size of a body set?' });
    const [rewrite, answer] = asked;
    expect(rewrite?.chat).toMatchObject({
      system: [{ text: expect.stringMatching(/^Rewrite the last question/) }],
      turns: [
        {
          role: 'user',
          content: [{ text: 'user: How large may a body be?\n\nassistant: 5 MB.\n\nuser: And where is it set?' }],
        },
      ],
    });
    expect(answer?.chat.turns.at(-1)?.content.at(-1)).toEqual({ kind: 'text', text: 'And where is it set?' });
  });

  test('costs what both models used', async () => {
    const { ask } = await openDocs({ replies: [found(limits)], knowledge: rewriting, says: says(whole) });
    const events = await ask({ turns: follows });
    expect(events.slice(0, 3).map(({ type }) => type)).toEqual(['message-start', 'sources', 'usage']);
    expect(events.filter(({ type }) => type === 'usage')).toEqual([
      { ...usage('haiku', 9), isBeside: true },
      usage('sonnet', 50),
    ]);
  });

  test('costs what was used also where its documents can’t be searched', async () => {
    const { ask } = await openDocs({ replies: [{ status: 404 }], knowledge: rewriting, says: says(whole) });
    expect(await ask({ turns: follows })).toMatchObject([
      { type: 'failure', failure: { kind: 'unknown-model' }, spent: [{ ...usage('haiku', 9), isBeside: true }] },
    ]);
  });

  test.each([
    ['fails', [{ type: 'failure', failure: new Failure('throttled', 'later') }]],
    ['is cut', [start, { type: 'text-delta', index: 0, text: 'Where' }]],
    ['says nothing', [start, { type: 'text-delta', index: 0, text: ' ' }, stop]],
    [
      'is too long',
      [
        start,
        { type: 'text-delta', index: 0, text: 'x' },
        { type: 'message-stop', stop: { kind: 'length', reason: 'max_tokens' } },
      ],
    ],
  ] satisfies [string, ChatEvent[]][])('is searched for as it stands, where that model %s', async (_, rewritten) => {
    const { ask, searched } = await openDocs({ replies: [found(limits)], knowledge: rewriting, says: says(rewritten) });
    const events = await ask({ turns: follows });
    expect(searched[0]?.body['retrievalQuery']).toEqual({ text: 'How large may a body be?\nAnd where is it set?' });
    expect(events.at(-1)).toEqual(stop);
  });

  test('is one with something before it: a first question stands alone', async () => {
    const { ask, asked } = await openDocs({ replies: [found(limits)], knowledge: rewriting, says: says(whole) });
    await ask('How large may a body be?');
    expect(asked.map(({ model }) => model.alias)).toEqual(['sonnet']);
  });
});
