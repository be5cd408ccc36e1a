import type { Turn as Message } from '../chat/chat-request.ts';
import { omitUndefined } from '../read/omit-undefined.ts';
import type { Question } from '../source.ts';
import type { AskedTurn } from '../asked-turn.ts';
import { toQuestionText } from './turns/question-text.ts';
import type { NewTurn } from './turns/begin-turn.ts';

/** A turn as it is written when it begins. */
export function toNewTurn(
  { id, model, chat }: Pick<Question, 'id' | 'model' | 'chat'>,
  { place, isKnown, isListed, isRecalled, parent: wanted, asked, system: ofConversation, protocol, echo }: AskedTurn,
  {
    run,
    parent,
    startedMs,
    beginUntilMs,
  }: Pick<NewTurn, 'run' | 'startedMs' | 'beginUntilMs'> & { readonly parent: string | undefined },
): NewTurn {
  const { maxTokens, temperature, topP, stopSequences, serviceTier, tools = [], system } = chat;
  const free = tools.flatMap(({ name, isFreeText }) => (isFreeText === true ? [name] : []));
  const told = {
    maxTokens,
    temperature,
    topP,
    stopSequences,
    serviceTier,
    freeTools: free.length > 0 ? free : undefined,
  };
  const question = toQuestionText({
    turns: asked,
    told: { chat: { maxTokens, ...omitUndefined(told) }, ...(echo !== undefined && { echo }) },
  });
  return {
    place,
    run,
    parent: isRecalled || wanted ? (parent ?? '') : undefined,
    requestId: id,
    model: model.alias,
    protocol,
    startedMs,
    beginUntilMs,
    question,
    title: toTitle(asked),
    system:
      ofConversation === 'cleared' ? '' : ofConversation === 'kept' && system ? JSON.stringify(system) : undefined,
    isKnown,
    isListed,
    // The question before it in a request that has it all: the same one again is another answer to it.
    history: isRecalled ? undefined : `${chat.turns.length} ${question}`,
  };
}

const maxTitle = 60;

/** The first words that somebody says, or the name of what they send without words. */
export function toTitle(asked: readonly Message[]): string {
  const parts = asked.flatMap(({ role, content }) => (role === 'user' ? content : []));
  const text = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).find((said) => said.trim() !== '');
  const [name = ''] = parts.flatMap((part) => {
    if (part.kind === 'document') return [part.name];
    return part.kind === 'search-result' ? [part.title || part.source] : [];
  });
  const words = (text ?? name).replaceAll(/[\s\p{C}]+/gu, ' ').trim();
  if (words.length <= maxTitle) return words;
  const short = words.slice(0, maxTitle);
  // Not within a word, where words are told apart, nor within a character.
  const whole = short.includes(' ') ? short.slice(0, short.lastIndexOf(' ')) : short.replace(/[\ud800-\udbff]$/, '');
  return `${whole}…`;
}
