import type { Answerer } from './answerer/answerer.ts';
import type { ConverseInput } from './converse-input/converse-input.ts';
import type { Output } from './play/output.ts';
import { play } from './play/play.ts';
import type { Exchange } from './wire/exchange.ts';

/** A sound request, and where its answer goes. */
interface Asked {
  readonly input: ConverseInput;
  readonly exchange: Exchange;
  readonly output: Output;
}

/** Answers a request to its end, in Bedrock's words. Rejects with an AbortError when the caller leaves before. */
export type Responder = (asked: Asked) => Promise<void>;

/** Plays the scenario that is made for each question. */
export function playing(answer: Answerer): Responder {
  return async ({ input, exchange, output }) => play(await answer(input), 0, exchange, output);
}
