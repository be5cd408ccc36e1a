import type { PageEvent } from '../api/ask.ts';
import { type Answer, noteEvent, textOf, waiting } from '../chat/answer/answer.ts';
import { type Conversation, type Message, noChoices, type Question } from '../chat/conversation/conversation.ts';
import { type AskedMessage, type KeptTurn, newestBranch } from './transcript.ts';

/** What the server keeps of a conversation, as the page shows it: its newest branch. It goes on with the model that answered last. */
export function toConversation(id: string, turns: readonly KeptTurn[]): Conversation {
  const last = turns.at(-1);
  return {
    id,
    askedMs: last ? Date.parse(last.createdAt) : Date.now(),
    choices: { ...noChoices, ...(last && { model: last.model }), system: turns[0]?.system ?? '' },
    messages: newestBranch(turns).flatMap((turn) => toMessages(turn, turns)),
  };
}

function toMessages(turn: KeptTurn, turns: readonly KeptTurn[]): readonly Message[] {
  return [...turn.question.flatMap(toQuestion), toAnswer(turn, turns)];
}

/** Of a question's files, and of what a search found, there are only the names; images have none. */
function toQuestion({ role, content }: AskedMessage): Question[] {
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  const keptFiles = content.flatMap((part) => {
    if (part.type === 'file') return [part.name ?? part.format];
    return part.type === 'search-result' ? [part.title || part.source] : [];
  });
  if (role !== 'user' || (text === '' && keptFiles.length === 0)) return [];
  return [{ role, text, files: [], ...(keptFiles.length > 0 && { keptFiles }) }];
}

/** An answer without any text is shown next to the one that stood before it, as when it was asked for. */
function toAnswer(turn: KeptTurn, turns: readonly KeptTurn[]): Answer {
  const answer = tell(turn);
  if (textOf(answer).trim() !== '' || answer.state === 'done') return answer;
  const earlier = turns
    .slice(0, turns.indexOf(turn))
    .filter((each) => each.parent === turn.parent && isSameQuestion(each, turn))
    .map(tell)
    .findLast((each) => textOf(each).trim() !== '');
  return earlier ? { ...answer, earlier } : answer;
}

function isSameQuestion(one: KeptTurn, other: KeptTurn): boolean {
  return JSON.stringify(one.question) === JSON.stringify(other.question);
}

/** An answer that is told again comes to the same as the one that was told first. */
function tell(turn: KeptTurn): Answer {
  const { requestId, model } = turn;
  const begun: Answer = { ...waiting, requestId, model, turn: turn.turn };
  // A running one is followed from its beginning.
  if (turn.status === 'running') return begun;
  return toEvents(turn).reduce((answer, event) => noteEvent(answer, event, undefined), begun);
}

function toEvents({ answer, usage, stopReason, error }: KeptTurn): readonly PageEvent[] {
  const parts = answer.flatMap((part, index): PageEvent[] => {
    switch (part.type) {
      case 'text':
        return [{ type: 'delta', data: { text: part.text } }];
      case 'reasoning':
        return [{ type: 'reasoning', data: { text: part.text } }];
      case 'tool-use': {
        const { id, name, input } = part;
        return [
          { type: 'tool-use', data: { index, id, name } },
          { type: 'tool-input', data: { index, json: JSON.stringify(input) } },
        ];
      }
      case 'server-tool': {
        const { id, name, json } = part;
        return [
          { type: 'server-tool', data: { index, id, name } },
          { type: 'server-tool', data: { index, json } },
        ];
      }
      case 'server-tool-result':
        return [{ type: 'server-tool', data: { index, ...part } }];
      case 'sources':
        return [{ type: 'sources', data: part }];
      case 'citation':
        return [{ type: 'citation', data: part }];
      default:
        // A page that is older than the deployment may get parts that it does not know.
        part satisfies never;
        return [];
    }
  });
  return [...parts, ...(usage ? [{ type: 'usage', data: usage } as const] : []), toEnd(stopReason, error)];
}

/** It stopped, it failed, or what wrote it was killed. */
function toEnd(stopReason: string | undefined, error: KeptTurn['error']): PageEvent {
  if (stopReason !== undefined) return { type: 'done', data: { stopReason } };
  if (error) return { type: 'error', data: error };
  return { type: 'problem', data: { kind: 'interrupted' } };
}
