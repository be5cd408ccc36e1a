import type { Api } from '../api/api.ts';
import { type Problem, readRefusal, toNetworkProblem } from '../api/problem.ts';
import type { History, HistoryPage } from '../chat/history/history.ts';
import { type Conversation, noChoices, runningTurn } from '../chat/conversation/conversation.ts';
import { askKept } from './ask-kept.ts';
import { follow } from './follow.ts';
import { toConversation } from './to-conversation.ts';
import { readTranscript } from './transcript.ts';

/** Of nobody, until a person is in. */
export const hidden: History = {
  isHidden: true,
  list: async () => ({ conversations: [] }),
  open: async () => ({ kind: 'unauthenticated' }),
  async *answer() {
    yield [{ type: 'problem', data: { kind: 'unauthenticated' } }];
  },
  save: async () => undefined,
  remove: async () => undefined,
};

/** As `GET /conversations` tells them. */
interface Listed {
  readonly conversations: readonly { readonly id: string; readonly title: string; readonly updatedAt: string }[];
  readonly next?: string;
}

/** A page of the list has so many. */
const limit = 100;

/** On the server: docs/conversations.md. It has each question from the moment it is asked, so there is nothing to save. */
export function openServerHistory(api: Api): History {
  async function list(from?: string): Promise<HistoryPage> {
    const response = await api(`conversations?limit=${limit}${from === undefined ? '' : `&next=${from}`}`);
    if (!response.ok) throw new Error(String(response.status));
    const { conversations, next }: Listed = await response.json();
    return { conversations: conversations.map(toClosed), ...(next !== undefined && { next }) };
  }
  async function open(id: string): Promise<Conversation | Problem> {
    try {
      const response = await api(`conversations/${id}`);
      return response.ok ? toConversation(id, readTranscript(await response.text())) : await readRefusal(response);
    } catch (error) {
      // Cut within a line, or not of the API.
      return error instanceof SyntaxError ? { kind: 'cut' } : toNetworkProblem(navigator.onLine);
    }
  }
  return {
    list,
    open,
    answer: (conversation, model, signal) => {
      const turn = runningTurn(conversation);
      return turn
        ? follow(api, { ...turn, conversation: conversation.id, seen: 0 }, signal)
        : askKept(api, conversation, model, signal);
    },
    save: async () => undefined,
    async remove(id) {
      const response = await api(`conversations/${id}`, { method: 'DELETE' });
      // A question that was refused has begun none.
      if (!response.ok && response.status !== 404) throw new Error(String(response.status));
    },
    async all() {
      const whole: Conversation[] = [];
      let page = await list();
      for (;;) {
        for (const closed of page.conversations) {
          const opened = await open(closed.id);
          if ('kind' in opened) throw new Error(opened.kind);
          whole.push({ ...opened, title: closed.title ?? '' });
        }
        if (page.next === undefined) return whole;
        page = await list(page.next);
      }
    },
  };
}

function toClosed({ id, title, updatedAt }: Listed['conversations'][number]): Conversation {
  return { id, title, askedMs: Date.parse(updatedAt), choices: noChoices, messages: [], isClosed: true };
}
