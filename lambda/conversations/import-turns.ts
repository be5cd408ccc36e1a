import type { Turn as Message } from '../chat/chat-request.ts';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { Place } from '../asked-turn.ts';
import type { Table } from '../table/table.ts';
import { newId } from './ids.ts';
import { remove } from './remove.ts';
import { toTitle } from './to-new-turn.ts';
import { openAnswerLog } from './turns/answer-log.ts';
import { toQuestionText } from './turns/question-text.ts';
import { openTurnWriter } from './turns/turn-writer.ts';

/** A turn that was kept elsewhere. */
export interface ImportedTurn {
  readonly question: readonly Message[];
  /** Plain text. Empty: it had no answer. */
  readonly answer: string;
  readonly model: string;
}

interface Brought {
  readonly title: string | undefined;
  readonly turns: readonly ImportedTurn[];
}

interface ImportOptions {
  readonly keptMs: number;
  readonly now: () => number;
}

/** Writes a conversation of such turns, each after the other. Its id. */
export async function importTurns(
  table: Table,
  caller: string,
  brought: Brought,
  options: ImportOptions,
): Promise<string> {
  const conversation = newId(options.now());
  try {
    await writeTurns(table, { caller, conversation }, brought, options);
  } catch (error) {
    // Whoever tries again would have it twice.
    await remove(table, { caller, conversation }, options.now()).catch(() => undefined);
    throw error;
  }
  return conversation;
}

async function writeTurns(
  table: Table,
  { caller, conversation }: Place,
  { title, turns }: Brought,
  { keptMs, now }: ImportOptions,
): Promise<void> {
  let parent = '';
  for (const [index, { question, answer, model }] of turns.entries()) {
    // One after the other also by their times.
    const startedMs = now() - turns.length + index;
    const id = newId(startedMs);
    const writer = openTurnWriter(
      table,
      {
        place: { caller, conversation, turn: id },
        run: id,
        parent,
        requestId: `import-${id}`,
        model,
        protocol: 'import',
        startedMs,
        question: toQuestionText({ turns: question, told: { chat: { maxTokens: 0 } } }),
        title: title ?? toTitle(question),
        system: undefined,
        isKnown: index > 0,
        isListed: true,
        history: undefined,
      },
      { keptMs, leaseMs: 60_000, now },
    );
    await writer.begin();
    const log = openAnswerLog();
    for (const event of toEvents(answer)) log.add(event);
    await writer.finish(log.take(), 'stop:finished', answer !== '');
    parent = id;
  }
}

function toEvents(text: string): readonly ChatEvent[] {
  return [
    { type: 'message-start' },
    { type: 'block-start', index: 0, block: { kind: 'text' } },
    ...(text === '' ? [] : [{ type: 'text-delta', index: 0, text } as const]),
    { type: 'block-stop', index: 0 },
    { type: 'message-stop', stop: { kind: 'finished', reason: 'end_turn' } },
  ];
}
