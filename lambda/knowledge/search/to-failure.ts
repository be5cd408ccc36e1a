import { lostConnection } from '../../bedrock/to-failure.ts';
import { asFailure, nameOf, stringIn } from '../../chat/as-failure.ts';
import { Failure, type FailureKind } from '../../chat/failure.ts';
import { ServiceError } from '../../service-error.ts';

type Kind = Extract<
  FailureKind,
  'throttled' | 'access-denied' | 'unknown-model' | 'knowledge-unavailable' | 'knowledge-timeout'
>;

const messages: Readonly<Record<Kind, string>> = {
  throttled: 'the documents are searched too often right now: try again later',
  'access-denied': 'this deployment may not search these documents: its operator can change that (docs/operating.md)',
  'unknown-model':
    'the documents of this name do not exist where this deployment looks for them: its operator can change that',
  'knowledge-unavailable': 'the documents can’t be searched right now: try again',
  'knowledge-timeout': 'searching the documents took too long: try again',
};

/** Bedrock's error names (API references of Retrieve and ApplyGuardrail, November 2026). */
const byName: ReadonlyMap<string, Kind | 'internal'> = new Map<string, Kind | 'internal'>([
  ['ThrottlingException', 'throttled'],
  ['ServiceQuotaExceededException', 'throttled'],
  ['AccessDeniedException', 'access-denied'],
  ['ResourceNotFoundException', 'unknown-model'],
  // What is asked is the deployment's: its filter, its knowledge base, its guardrail. A query has its length.
  ['ValidationException', 'internal'],
  ['ExpiredTokenException', 'internal'],
  ['InvalidSignatureException', 'internal'],
  ['UnrecognizedClientException', 'internal'],
]);

const byStatus: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [401, 'access-denied'],
  [403, 'access-denied'],
  [404, 'unknown-model'],
  [429, 'throttled'],
]);

/** As for models. */
const retryAfterSeconds = 5;

/** Whatever was thrown while documents were searched, in our words. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const kind = kindOf(error);
  if (kind === 'internal') return asFailure(error);
  return new Failure(kind, messages[kind], {
    upstream: nameOf(error),
    ...(kind === 'throttled' && { retryAfterSeconds }),
  });
}

export function tookTooLong(): Failure {
  return new Failure('knowledge-timeout', messages['knowledge-timeout']);
}

/** Whether the same may succeed a moment later. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return lostConnection.test(stringIn(error, 'code') ?? '');
  return error.status >= 500 || error.status === 424 || byName.get(error.name) === 'throttled' || error.status === 429;
}

function kindOf(error: unknown): Kind | 'internal' {
  if (error instanceof ServiceError)
    return byName.get(error.name) ?? byStatus.get(error.status) ?? 'knowledge-unavailable';
  const code = stringIn(error, 'code') ?? '';
  const isLost = lostConnection.test(code) || code.startsWith('HPE_') || stringIn(error, 'name') === 'TimeoutError';
  return isLost || error instanceof SyntaxError ? 'knowledge-unavailable' : 'internal';
}
