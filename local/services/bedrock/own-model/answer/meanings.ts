import type { APIError } from 'openai';
import type { Refusal } from '../../wire/refusal.ts';

interface Meaning extends Refusal {
  /** What servers write in such an error. */
  readonly words: RegExp;
}

const refused = { status: 400, type: 'ValidationException' };

/**
 * What errors mean, by their words, which differ from server to server. The words themselves are told nobody: some servers repeat the prompt in
 * them.
 */
const meanings: readonly Meaning[] = [
  {
    words: /exceed_context_size|context[ _](length|size|window)|maximum context|prompt is too long/i,
    ...refused,
    message: 'the conversation is too long for it: start its server with a larger context, or send less',
  },
  {
    words: /loading model|model is (still )?loading/i,
    status: 429,
    type: 'ModelNotReadyException',
    message: 'it is still being loaded: try again',
  },
  {
    words: /support tools|tools? param|--jinja|tool-call-parser/i,
    ...refused,
    message: 'it takes no tools here: choose another model, or ask without tools',
  },
  {
    words: /support (thinking|reasoning)|reasoning_effort/i,
    ...refused,
    message: 'it can’t be told how much to think: leave out effort and reasoning',
  },
  {
    words: /image input|support images?|\bvision\b|multimodal|mmproj/i,
    ...refused,
    message: 'it takes no images here: choose another model, or send none',
  },
];

/** Undefined for an error that says nothing known. */
export function meaningOf({ code, type, message }: APIError): Refusal | undefined {
  const said = `${code ?? ''} ${type ?? ''} ${message}`;
  const found = meanings.find(({ words }) => words.test(said));
  return found && { status: found.status, type: found.type, message: found.message };
}
