import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import { openAnswerLog } from '../../../../lambda/conversations/turns/answer-log.ts';
import { type FoundTurn, foundTurn } from '../../../../lambda/conversations/turns/found-turn.ts';
import { toQuestionText } from '../../../../lambda/conversations/turns/question-text.ts';
import { toTranscript } from '../../../../lambda/protocols/conversations/transcript.ts';
import type { Table } from '../../../../lambda/table/table.ts';
import { heldMb } from '../../../fixtures/held-mb.ts';

const megabyte = 1_000_000;

const pieces = 45;

/** A piece of an answer as the table has it, of which no two are the same. */
function toPiece(): string {
  const log = openAnswerLog();
  for (let delta = 0; delta < 29; delta += 1) {
    log.add({ type: 'text-delta', index: 0, text: `${delta} ${Math.random()} `.repeat(600).slice(0, 10_000) });
  }
  return log.take();
}

const never = () => Promise.reject(new Error('it is only read'));

/** It has a megabyte of pieces in each page, made when they are asked for. */
const table: Table = {
  get: never,
  peek: never,
  put: never,
  change: never,
  delete: never,
  query: ({ after }) => {
    const from = Number(after?.['at'] ?? 0);
    const to = Math.min(from + 3, pieces);
    const items = Array.from({ length: to - from }, () => ({ text: toPiece() }));
    return Promise.resolve({ items, ...(to < pieces && { next: { at: to } }) });
  },
};

function toLog(...events: readonly ChatEvent[]): string {
  const log = openAnswerLog();
  for (const event of events) log.add(event);
  return log.take();
}

/** With an answer of 12 MB. */
const found = foundTurn(
  table,
  { caller: 'o', conversation: 'c', turn: 't' },
  {
    id: 't',
    run: 'r',
    requestId: 'r',
    model: 'haiku',
    protocol: 'native',
    startedMs: 0,
    endedMs: 1,
    aliveUntilMs: 1,
    ending: 'stop:finished',
    isAnswered: true,
    question: toQuestionText({ turns: [], told: { chat: { maxTokens: 1 } } }),
    answer: toLog({ type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } }),
    questionPieces: 0,
    answerPieces: pieces,
  },
  () => 2,
);

async function* six(): AsyncGenerator<FoundTurn> {
  for (let turns = 0; turns < 6; turns += 1) yield found;
}

test('a transcript of 70 MB that is read from the table holds less than 5 MB, wherever it is', async () => {
  const before = heldMb();
  const held: number[] = [];
  let bytes = 0;
  for await (const chunk of toTranscript(six(), [])) {
    const seen = Math.floor(bytes / (10 * megabyte));
    bytes += chunk.length;
    if (Math.floor(bytes / (10 * megabyte)) > seen) held.push(heldMb() - before);
  }
  expect(bytes).toBeGreaterThan(70 * megabyte);
  expect(held).toHaveLength(7);
  expect(Math.max(...held)).toBeLessThan(5);
});
