import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import type { ChatEvent } from '../chat/chat-event.ts';
import type { Config } from '../config.ts';
import type { Operation, Question, Source } from '../source.ts';
import { converse } from './converse.ts';
import { renameCalls } from './answer/rename-calls.ts';
import { fitNames } from './converse-input/fit/fit-names.ts';
import { jsonModeOf } from './converse-input/parts/to-json-output.ts';
import { type ConverseInput, toConverseInput } from './converse-input/to-converse-input.ts';
import { toFailure } from './to-failure.ts';

type Ask = (input: ConverseInput, question: Question) => AsyncIterable<ChatEvent>;

/** Bedrock's models: an answer, or what its prompt would be charged for. */
export function bedrockSources(
  client: BedrockRuntimeClient,
  config: Pick<Config, 'systemPrompt' | 'guardrail'>,
): Readonly<Record<Exclude<Operation, 'embed'>, Source>> {
  const asking = (ask: Ask): Source =>
    async function* source(question) {
      try {
        const { chat, toOwnName } = fitNames(question.chat);
        const events = ask(toConverseInput(chat, question.model, config), { ...question, chat });
        yield* chat === question.chat ? events : renameCalls(events, toOwnName);
      } catch (error) {
        yield { type: 'failure', failure: toFailure(error, 'internal') };
      }
    };
  return {
    converse: asking((input, { chat, model, signal }) => {
      const answer = converse(client, input, signal, model.alias, chat.isSerial);
      return jsonModeOf(chat, model) === 'off' ? answer : asJson(answer, chat, model);
    }),
    // Few requests count: what does it is loaded with the first of them.
    async *'count-tokens'(question) {
      const { countTokens } = await import('./count-tokens.ts');
      yield* asking((input, { model, signal }) => countTokens(client, input, signal, model))(question);
    },
  };
}

/** Few requests ask for JSON: what makes an answer JSON is loaded with the first of them. */
async function* asJson(
  answer: AsyncIterable<ChatEvent>,
  chat: Question['chat'],
  model: Question['model'],
): AsyncGenerator<ChatEvent> {
  const { toJsonAnswer } = await import('./answer/json/to-json-answer.ts');
  yield* toJsonAnswer(answer, chat, model);
}
