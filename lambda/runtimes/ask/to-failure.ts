import { lostConnection } from '../../bedrock/to-failure.ts';
import { asFailure, stringIn } from '../../chat/as-failure.ts';
import { Failure, type FailureKind } from '../../chat/failure.ts';
import { ServiceError } from '../../service-error.ts';

type Kind = Extract<
  FailureKind,
  | 'throttled'
  | 'overloaded'
  | 'access-denied'
  | 'unknown-model'
  | 'model-refused'
  | 'model-error'
  | 'disconnected'
  | 'unreadable'
>;

const messages: Readonly<Record<Kind, string>> = {
  throttled: 'this agent has too much to do right now: try again later',
  overloaded: 'this agent can’t be started right now: try again',
  'access-denied': 'this deployment may not ask this agent: its operator can change that (docs/operating.md)',
  'unknown-model': 'this agent does not exist where this deployment looks for it: its operator can change that',
  'model-refused': 'this agent refused the input: shorten it, or ask something else',
  'model-error': 'the agent failed while answering: try again',
  unreadable: 'the answer of the agent could not be read: try again',
  disconnected: 'the connection to the agent was lost or could not be made: try again',
};

/** AgentCore's error names (API reference of InvokeAgentRuntime and InvokeHarness, November 2026). */
const byName: ReadonlyMap<string, Kind | 'internal'> = new Map<string, Kind | 'internal'>([
  ['ThrottlingException', 'throttled'],
  ['ServiceQuotaExceededException', 'throttled'],
  ['RetryableConflictException', 'overloaded'],
  ['AccessDeniedException', 'access-denied'],
  ['SubscriptionRequiredException', 'access-denied'],
  ['ResourceNotFoundException', 'unknown-model'],
  ['ValidationException', 'model-refused'],
  // The agent's own: it broke, or answered with an error.
  ['RuntimeClientError', 'model-error'],
  ['InternalServerException', 'model-error'],
  ['ExpiredTokenException', 'internal'],
  ['InvalidSignatureException', 'internal'],
  ['UnrecognizedClientException', 'internal'],
]);

const byStatus: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [400, 'model-refused'],
  [401, 'access-denied'],
  [402, 'throttled'],
  [403, 'access-denied'],
  [404, 'unknown-model'],
  [409, 'overloaded'],
  [429, 'throttled'],
  [503, 'overloaded'],
]);

/** An agent is busy for seconds, not for milliseconds. */
const retryAfterSeconds = 5;

/** Whatever was thrown while an agent was asked or read, in our words. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const kind = kindOf(error);
  if (kind === 'internal') return asFailure(error);
  const isBusy = kind === 'throttled' || kind === 'overloaded';
  return new Failure(kind, messages[kind], {
    upstream: stringIn(error, 'name') ?? 'unnamed',
    ...(isBusy && { retryAfterSeconds }),
  });
}

/** Whether an agent may run although asking failed: AgentCore refuses before it starts one, or tells that it broke. */
export function mayHaveBegun(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return true;
  const { status } = error;
  return status < 400 || status === 424 || status >= 500;
}

/** It told an error, whose words are not for clients. */
export function agentFailed(): Failure {
  return new Failure('model-error', messages['model-error'], { upstream: 'AgentError' });
}

function kindOf(error: unknown): Kind | 'internal' {
  if (error instanceof ServiceError) return byName.get(error.name) ?? byStatus.get(error.status) ?? 'model-error';
  const code = stringIn(error, 'code') ?? '';
  if (code.startsWith('HPE_')) return 'unreadable';
  if (lostConnection.test(code) || stringIn(error, 'name') === 'TimeoutError') return 'disconnected';
  return 'internal';
}
