import { memoryUsage } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { ChatEvent } from '../../../../lambda/chat/chat-event.ts';
import type { FoundTurn } from '../../../../lambda/conversations/turns/found-turn.ts';
import { toTranscript } from '../../../../lambda/protocols/conversations/transcript.ts';

const megabyte = 1_000_000;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** What is held, once nothing else is there, in MB. */
function heldMb(): number {
  collect();
  const { heapUsed, external } = memoryUsage();
  return (heapUsed + external) / megabyte;
}

/** 12 MB, of which no two pieces are the same. */
async function* longAnswer(): AsyncGenerator<ChatEvent> {
  yield { type: 'message-start' };
  yield { type: 'block-start', index: 0, block: { kind: 'text' } };
  for (let piece = 0; piece < 1_200; piece += 1) {
    yield { type: 'text-delta', index: 0, text: `${piece} ${Math.random()} `.repeat(600).slice(0, 10_000) };
  }
  yield { type: 'block-stop', index: 0 };
  yield { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } };
}

const found: FoundTurn = {
  place: { caller: 'o', conversation: 'c', turn: 't' },
  turn: {
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
    question: '',
    answer: '',
    questionPieces: 0,
    answerPieces: 0,
  },
  status: 'finished',
  question: async () => ({ turns: [], told: { chat: { maxTokens: 1 } } }),
  soFar: longAnswer,
  follow: longAnswer,
};

async function* six(): AsyncGenerator<FoundTurn> {
  for (let turns = 0; turns < 6; turns += 1) yield found;
}

test('a transcript of 70 MB holds less than 5 MB, wherever it is', async () => {
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
