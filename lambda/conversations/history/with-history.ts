import { attachments, type TextContent } from '../../chat/content.ts';
import { checkCalls } from '../../read/check-calls.ts';
import type { Question } from '../../source.ts';
import { unshown } from '../failures.ts';
import type { Recalled } from './recall.ts';
import type { KeptSystem } from './system-prompt.ts';
import { toMessages } from './to-messages.ts';

/** What a model can't be shown of what came before is told by what the client can do about it. */
export function checkRecalled({ chat, model }: Question, { turns }: Recalled, field: string): void {
  checkCalls(chat.turns, field);
  const parts = turns.flatMap(({ question }) => question.flatMap(({ content }) => content));
  for (const { kind, feature, name } of Object.values(attachments)) {
    if (parts.some((part) => part.kind === kind) && !model.family.takes.includes(feature))
      throw unshown(field, name, model.alias);
  }
}

/** The question with what came before it, and with the conversation's system prompt, if it is given one. */
export function withHistory(question: Question, { turns }: Recalled, system: KeptSystem['text']): Question {
  const { chat, model } = question;
  if (turns.length === 0 && system === '') return question;
  const prompt: readonly TextContent[] | undefined = system === '' ? undefined : JSON.parse(system);
  return {
    ...question,
    chat: {
      ...chat,
      turns: [...toMessages(turns, chat.turns, model.alias, model.agent && model.alias), ...chat.turns],
      ...(prompt && { system: prompt }),
    },
  };
}
