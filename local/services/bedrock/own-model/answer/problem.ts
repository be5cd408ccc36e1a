import { APIConnectionError, APIError } from 'openai';
import { ZodError } from 'zod';
import type { OwnModel } from '../../choice.ts';
import type { Refusal } from '../../wire/refusal.ts';
import { Untranslatable } from '../request/untranslatable.ts';
import { meaningOf } from './meanings.ts';

/** What went wrong at a model's server: what Bedrock would have said, and what the person at the terminal can do. */
export type Problem = Refusal | Cut;

/** The connection was lost, as one to Bedrock can be. */
interface Cut {
  readonly isCut: true;
  readonly message: string;
}

const byStatus: ReadonlyMap<number, Pick<Refusal, 'status' | 'type'>> = new Map(
  Object.entries({
    400: { status: 400, type: 'ValidationException' },
    401: { status: 403, type: 'AccessDeniedException' },
    403: { status: 403, type: 'AccessDeniedException' },
    404: { status: 404, type: 'ResourceNotFoundException' },
    408: { status: 408, type: 'ModelTimeoutException' },
    413: { status: 400, type: 'ValidationException' },
    422: { status: 400, type: 'ValidationException' },
    429: { status: 429, type: 'ThrottlingException' },
    502: { status: 503, type: 'ServiceUnavailableException' },
    503: { status: 503, type: 'ServiceUnavailableException' },
    504: { status: 408, type: 'ModelTimeoutException' },
  }).map(([status, named]) => [Number(status), named]),
);

const broken = { status: 500, type: 'InternalServerException' };
const failed = { status: 424, type: 'ModelErrorException' };

/** Of an answer that could not be asked for, or that broke off. Throws what is a defect of ours. */
export function toProblem(error: unknown, own: OwnModel): Problem {
  const toMessage = (why: string): string => `${nameOf(own)}: ${why}`;
  if (error instanceof Untranslatable) {
    return { status: 400, type: 'ValidationException', message: toMessage(error.message) };
  }
  if (error instanceof SyntaxError || error instanceof ZodError) {
    return {
      ...failed,
      message: toMessage(
        'its server sent what can’t be read as a streamed answer: update it, or check that it speaks OpenAI’s Chat Completions',
      ),
    };
  }
  if (error instanceof APIConnectionError) {
    return { isCut: true, message: toMessage('its server can’t be reached, or it hung up. Is it running?') };
  }
  if (error instanceof APIError) return toApiProblem(error, own, toMessage);
  // From a fetch whose answer breaks off.
  if (error instanceof TypeError && error.message === 'terminated') {
    return { isCut: true, message: toMessage('the connection was lost in the middle of the answer') };
  }
  throw error;
}

function toApiProblem(error: APIError, { key }: OwnModel, toMessage: (why: string) => string): Refusal {
  const { status } = error;
  const meaning = status === 404 ? undefined : meaningOf(error);
  if (meaning) return { ...meaning, message: toMessage(meaning.message) };
  if (status === undefined)
    return {
      ...failed,
      message: toMessage('its server told an error in the middle of the answer. Its own log may say more'),
    };
  const named = byStatus.get(status) ?? broken;
  if (named.type !== 'AccessDeniedException')
    return {
      ...named,
      message: toMessage(
        status === 404
          ? 'its server does not have it'
          : `its server answered with status ${status}. Its own log may say more`,
      ),
    };
  const advice = key === undefined ? 'set OPENAI_API_KEY' : 'OPENAI_API_KEY is not the one that it wants';
  return { ...named, message: toMessage(`its server wants a key (status ${status}): ${advice}`) };
}

/** Of an answer without a reason to stop: some servers answer so when something breaks, or when a conversation is too long. */
export function unfinished(own: OwnModel, count: number): string {
  if (count > 0) return `${nameOf(own)}: its server ended the answer without a reason. Its own log may say more`;
  return `${nameOf(own)}: its server answered with nothing. The conversation may be too long for it, or the server does not stream`;
}

function nameOf({ model, server }: OwnModel): string {
  return `The model ${model} at ${server}`;
}

/** The exceptions that a ConverseStream can have in its stream, by their names before it. */
const streamed: ReadonlyMap<string, string> = new Map([
  ['ValidationException', 'validationException'],
  ['ThrottlingException', 'throttlingException'],
  ['ServiceUnavailableException', 'serviceUnavailableException'],
  ['InternalServerException', 'internalServerException'],
]);

export function inStream(type: string): string {
  return streamed.get(type) ?? 'modelStreamErrorException';
}
