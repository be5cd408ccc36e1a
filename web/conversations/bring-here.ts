import type { Api } from '../api/api.ts';
import { type Problem, readRefusal, toNetworkProblem } from '../api/problem.ts';
import { standing, textOf } from '../chat/answer/answer.ts';
import { type Conversation, toParts } from '../chat/conversation/conversation.ts';

interface Brought {
  /** What has not arrived. */
  readonly left: readonly Conversation[];
  /** Why the last of them has not. */
  readonly problem?: Problem;
}

/** Sends conversations to the server, the oldest first. Each that has arrived is removed here; one that fails does not keep the others. */
export async function bringHere(
  api: Api,
  conversations: readonly Conversation[],
  remove: (id: string) => Promise<void>,
): Promise<Brought> {
  const left: Conversation[] = [];
  let problem: Problem | undefined;
  for (const conversation of conversations.toSorted((one, other) => one.askedMs - other.askedMs)) {
    const refusal = await send(api, conversation);
    if (!refusal) {
      await remove(conversation.id).catch(() => undefined);
      continue;
    }
    left.push(conversation);
    problem = refusal;
  }
  return { left, ...(problem && { problem }) };
}

async function send(api: Api, conversation: Conversation): Promise<Problem | undefined> {
  const body = JSON.stringify({ turns: toTurns(conversation) });
  try {
    const response = await api('conversations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return response.ok ? undefined : await readRefusal(response);
  } catch {
    return toNetworkProblem(navigator.onLine);
  }
}

/** Each question with the answer that stands: its text alone. */
export function toTurns({ messages }: Conversation): readonly object[] {
  return messages.flatMap((message, index) => {
    if (message.role === 'assistant') return [];
    const next = messages[index + 1];
    const answer = next?.role === 'assistant' ? standing(next) : undefined;
    const model = answer?.model;
    return [
      { question: toParts(message), answer: answer ? textOf(answer) : '', ...(model !== undefined && { model }) },
    ];
  });
}
