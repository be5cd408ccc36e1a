import type { BodyPart, ChatBody } from '../../api/chat-body.ts';
import type { Model } from '../../api/list-models.ts';
import {
  type Answer,
  closeAnswer,
  isRunning,
  noteEvent,
  standing,
  textOf,
  tryAnew,
  waiting,
} from '../answer/answer.ts';
import type { PageEvent } from '../../api/ask.ts';

/** A chat from its first question on, as it is saved. */
export interface Conversation {
  readonly id: string;
  /** The time of its last question, in ms since 1970. */
  readonly askedMs: number;
  readonly choices: Choices;
  readonly messages: readonly Message[];
  /** As the server tells it; otherwise it is the beginning of the first question. */
  readonly title?: string;
  /** On the server, which has told nothing of it but its title. */
  readonly isClosed?: true;
}

/** What a person chooses for a whole conversation. */
export interface Choices {
  /** An alias; the deployment's default when left out. */
  readonly model?: string;
  /** Instructions for the model; the deployment's when empty. */
  readonly system: string;
  readonly isThinking: boolean;
}

export type Message = Question | Answer;

export interface Question {
  readonly role: 'user';
  /** Never blank. */
  readonly text: string;
  readonly files: readonly AttachedFile[];
  /** The names of files that only the server has. It shows them to the model by itself. */
  readonly keptFiles?: readonly string[];
}

export interface AttachedFile {
  readonly name: string;
  /** A data URL. */
  readonly data: string;
}

export const noChoices: Choices = { system: '', isThinking: false };

export function begin(choices: Choices): Conversation {
  return { id: crypto.randomUUID(), askedMs: Date.now(), choices, messages: [] };
}

/** A conversation of which only the id is known. */
export function close(id: string): Conversation {
  return { ...begin(noChoices), id, isClosed: true };
}

/** The answer that the server is writing, if there was one when the conversation was opened. */
export function runningTurn({
  messages,
}: Conversation): { readonly turn: string; readonly requestId?: string } | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'assistant' || !isRunning(last) || last.turn === undefined) return undefined;
  return { turn: last.turn, ...(last.requestId !== undefined && { requestId: last.requestId }) };
}

/** Without a title of its own the beginning of the first question; empty before there is one. */
export function titleOf({ title: told, messages: [first] }: Conversation): string {
  if (told !== undefined) return told;
  if (first?.role !== 'user') return '';
  const title = first.text.trim();
  return title.length > 60 ? `${title.slice(0, 60)}…` : title;
}

/** How many bytes of files the next question sends again: those of all questions that the server does not keep. */
export function sizeOfFiles({ messages }: Conversation): number {
  const sent = messages.slice(messages.findLastIndex(isKept) + 1);
  const files = sent.flatMap((message) => (message.role === 'user' ? message.files : []));
  return files.reduce((sum, { data }) => sum + (data.length * 3) / 4, 0);
}

/** Whether the server knows everything up to here. */
export function isKept(message: Message): boolean {
  if (message.role === 'user') return false;
  const { turn, isUnkept } = standing(message);
  return turn !== undefined && isUnkept !== true;
}

/** Replaces message `at` and all later ones with a question and a pending answer. */
export function putQuestion(conversation: Conversation, question: Question, at: number): Conversation {
  const messages = [...conversation.messages.slice(0, at), question, waiting];
  return { ...conversation, askedMs: Date.now(), messages };
}

/** Asks the last question once more. */
export function askAgain(conversation: Conversation): Conversation {
  return { ...changeLast(conversation, tryAnew), askedMs: Date.now() };
}

/** How many messages would be lost if message `at` were sent again. Answers without any text don't count. */
export function countLater({ messages }: Conversation, at: number): number {
  return messages.slice(at + 1).filter((each) => each.role === 'user' || standing(each).parts.length > 0).length;
}

/** The last answer, one event later. */
export function noteInLast(conversation: Conversation, event: PageEvent, elapsedMs: number | undefined): Conversation {
  return changeLast(conversation, (last) => noteEvent(last, event, elapsedMs));
}

function changeLast(conversation: Conversation, change: (answer: Answer) => Answer): Conversation {
  const { messages } = conversation;
  const last = messages.at(-1);
  if (last?.role !== 'assistant') return conversation;
  return { ...conversation, messages: [...messages.slice(0, -1), change(last)] };
}

/** A conversation loaded from the history: an answer that was still running has ended. */
export function reopen(conversation: Conversation): Conversation {
  const messages = conversation.messages.map((each) => (each.role === 'assistant' ? closeAnswer(each) : each));
  return { ...conversation, messages };
}

/** The request to the API. Answers without text are left out: no model accepts an empty turn. */
export function toBody({ choices, messages }: Conversation, answering: Model | undefined): ChatBody {
  const { model, system, isThinking } = choices;
  // Choices made for another model are left out. If it is unknown what this model accepts, the API decides.
  const takes = (feature: string) => answering?.takes.includes(feature) ?? true;
  return {
    messages: messages.flatMap((message) => toTurn(message)),
    ...(model !== undefined && { model }),
    ...(system.trim() !== '' && takes('system') && { system }),
    ...(isThinking && takes('reasoning') && { reasoning: 'medium' }),
  };
}

function toTurn(message: Message): ChatBody['messages'] {
  if (message.role === 'user') return [{ role: 'user', content: toParts(message) }];
  // A running answer: what is shown until then is the attempt that it replaces.
  if (isRunning(message)) return [];
  const text = textOf(standing(message));
  return text.trim() === '' ? [] : [{ role: 'assistant', content: text }];
}

export function toParts({ text, files }: Question): readonly BodyPart[] {
  return [...files.map(({ name, data }) => ({ type: 'file', name, data }) as const), { type: 'text', text }];
}
