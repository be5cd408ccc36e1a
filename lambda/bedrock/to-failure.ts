import { asFailure, fieldOf, nameOf, stringIn } from '../chat/as-failure.ts';
import { Failure } from '../chat/failure.ts';

/** The client's message when Bedrock, or the connection to it, fails. */
const messages = {
  throttled: 'Bedrock is throttling this account: try again later',
  overloaded: 'Bedrock has no capacity for this model right now: try again later',
  'model-timeout': 'the model took too long to answer: try again, or ask for a shorter answer',
  'model-error': 'the model failed while answering: try again',
  'model-refused':
    'Bedrock refused the input. Usually it is too long for the model, or has a parameter that the model does not support: shorten it, or leave the parameter out',
  'access-denied':
    'this deployment has no access to the model in its account and region: ask its operator, who finds in docs/operating.md how to get it',
  'unknown-model':
    'Bedrock does not know this model in the region of this deployment, where it may be retired or never offered: choose another model',
  disconnected: 'the connection to Bedrock was lost or could not be made: try again',
  unreadable: 'the answer from Bedrock could not be read: try again',
} as const;

type UpstreamKind = keyof typeof messages | 'internal';

/** Bedrock's error names: ConverseStream's API reference and its in-stream exceptions. */
const byName: ReadonlyMap<string, UpstreamKind> = new Map<string, UpstreamKind>([
  ['ThrottlingException', 'throttled'],
  ['ServiceQuotaExceededException', 'throttled'],
  ['ModelNotReadyException', 'overloaded'],
  ['ServiceUnavailableException', 'overloaded'],
  ['ModelTimeoutException', 'model-timeout'],
  ['ModelErrorException', 'model-error'],
  ['ModelStreamErrorException', 'model-error'],
  ['InternalServerException', 'model-error'],
  ['ValidationException', 'model-refused'],
  ['AccessDeniedException', 'access-denied'],
  ['ResourceNotFoundException', 'unknown-model'],
  ['TimeoutError', 'disconnected'],
  // What is wrong with these is the deployment's credentials or clock, not its access to the model.
  ['CredentialsProviderError', 'internal'],
  ['ExpiredTokenException', 'internal'],
  ['InvalidSignatureException', 'internal'],
  ['RequestTimeTooSkewed', 'internal'],
  ['UnrecognizedClientException', 'internal'],
]);

/** For unknown names, and for answers that aren't JSON. */
const byStatus: ReadonlyMap<number, UpstreamKind> = new Map<number, UpstreamKind>([
  [200, 'unreadable'],
  [400, 'model-refused'],
  [401, 'access-denied'],
  [403, 'access-denied'],
  [404, 'unknown-model'],
  [408, 'model-timeout'],
  [413, 'model-refused'],
  [424, 'model-error'],
  [429, 'throttled'],
  [500, 'model-error'],
  [502, 'model-error'],
  [503, 'overloaded'],
  [504, 'model-timeout'],
]);

/** What the network calls it when a connection was lost, or could not be made. */
export const lostConnection =
  /^(ECONN(RESET|REFUSED|ABORTED)|EPIPE|ETIMEDOUT|E(HOST|NET)UNREACH|ENOTFOUND|EAI_AGAIN|EPROTO|ERR_SSL_.*)$/;

/** Bedrock throttles per minute and sends no Retry-After; a client that waits this long comes back at a rate that can be served. */
const retryAfterSeconds = 5;

/**
 * An error of the call, in our words: upstream messages may hold prompts or account ids and stay here.
 * `unnamed` is the kind of an error that neither Bedrock nor the network has named: `internal` before the stream is open,
 * `unreadable` while it is read.
 */
export function toFailure(error: unknown, unnamed: 'internal' | 'unreadable'): Failure {
  if (error instanceof Failure) return error;
  const kind = kindOf(error, unnamed) ?? unnamed;
  if (kind === 'internal') return asFailure(error);
  return new Failure(kind, messages[kind], {
    upstream: nameOf(error),
    ...((kind === 'throttled' || kind === 'overloaded') && { retryAfterSeconds }),
  });
}

function kindOf(error: unknown, unnamed: 'internal' | 'unreadable'): UpstreamKind | undefined {
  const name = stringIn(error, 'name') ?? '';
  const status = statusOf(error);
  const known = byName.get(name) ?? byStatus.get(status);
  if (known) return known;
  const code = stringIn(error, 'code') ?? '';
  if (lostConnection.test(code)) return 'disconnected';
  if (code.startsWith('HPE_')) return 'unreadable';
  // Bedrock answered with an unknown status.
  if (status > 0) return 'model-error';
  // An exception that this SDK doesn't model, and an error frame inside the stream, have Bedrock's code as their name.
  const isBedrocks = name.endsWith('Exception') || (unnamed === 'unreadable' && !Object.hasOwn(globalThis, name));
  return isBedrocks ? 'model-error' : undefined;
}

function statusOf(error: unknown): number {
  const response = fieldOf(error, '$response') ?? fieldOf(error, '$metadata');
  const status = fieldOf(response, 'statusCode') ?? fieldOf(response, 'httpStatusCode');
  return typeof status === 'number' ? status : 0;
}
