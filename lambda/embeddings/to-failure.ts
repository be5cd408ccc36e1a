import { lostConnection, toFailure as ofBedrock } from '../bedrock/to-failure.ts';
import { stringIn } from '../chat/as-failure.ts';
import { Failure } from '../chat/failure.ts';
import { ServiceError } from '../service-error.ts';

/** The texts of one call, among those of the request: from the first to before the last. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** What came of one call, and of which texts, where it is theirs: all others may be good. */
export function toFailure(error: unknown, { from, to }: Place): Failure {
  const failure = ofBedrock(asBedrocks(error), 'unreadable');
  const { kind, message, details } = failure;
  if (!ofTexts.has(kind)) return failure;
  const field = `input[${from}]`;
  const which = to - from > 1 ? `one of ${field} to input[${to - 1}]` : field;
  return new Failure(kind, `${which}: ${message}`, { ...details, field });
}

const ofTexts = new Set<Failure['kind']>(['model-refused', 'unreadable']);

/** Whether the same may succeed a moment later. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return lostConnection.test(stringIn(error, 'code') ?? '');
  return error.status >= 500 || error.status === 429;
}

function asBedrocks(error: unknown): unknown {
  return error instanceof ServiceError ? { name: error.name, $metadata: { httpStatusCode: error.status } } : error;
}
