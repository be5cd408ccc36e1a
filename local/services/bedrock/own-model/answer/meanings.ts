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
    words: /max_(completion_)?tokens\W.*too large|max_model_len/i,
    ...refused,
    message: 'it can’t write as many tokens as it is asked for: lower maxTokens, of the request or of the settings',
  },
  {
    words: /exceed_context_size|context[ _](length|size|window)|maximum context|prompt is too long/i,
    ...refused,
    message: 'the conversation is too long for it: start its server with a larger context, or send less',
  },
  {
    words: /(?<!error )loading model|model is (still )?loading/i,
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
    words: /image input is not|support (images|vision)|multimodal|mmproj/i,
    ...refused,
    message: 'it takes no images here: choose another model, or send none',
  },
  {
    words: /does not match the expected/i,
    status: 424,
    type: 'ModelErrorException',
    message: 'it wrote what its server could not read: try again, or choose another model',
  },
];

/** Undefined for an error that says nothing known. */
export function meaningOf({ code, type, message }: APIError): Refusal | undefined {
  const said = `${code ?? ''} ${type ?? ''} ${message}`;
  const found = meanings.find(({ words }) => words.test(said));
  return found && { status: found.status, type: found.type, message: found.message };
}
