import type { BudgetLeft } from '../../lambda/chat/budget-left.ts';
import type { FailureKind } from '../../lambda/chat/failure.ts';

/** Every way an answer can go wrong for a person: what the API reports, and what only the browser can see. */
export type ProblemKind =
  | Exclude<FailureKind, UnseenKind>
  /** The stream ended without its last event, or the connection did. */
  | 'cut'
  /** The browser has no network. */
  | 'offline'
  /** The browser has a network, but the API did not answer. */
  | 'unreachable'
  /** The answer did not come from the API: a proxy or a firewall answered. */
  | 'unknown';

/** Kinds that are no problem on this page: it does not reconnect, sends no idempotency keys, and an answer that was cancelled was stopped. */
type UnseenKind = Extract<FailureKind, 'reconnect' | 'key-reused' | 'cancelled' | FileKind>;

/** Nor does it ask for files. */
type FileKind = 'files-unavailable' | 'precondition-failed' | 'range-not-satisfiable';

/** Kinds that only a deployment with budgets has. */
export type BudgetProblemKind = Extract<FailureKind, 'budget-held' | 'budget-unknown'>;

/** Kinds that only a page has whose conversations are on the server. */
export type KeptProblemKind = Extract<FailureKind, 'conflict' | 'history-unknown' | 'interrupted'>;

/** What a person is told about a problem, and what the operator needs to know. */
export interface Problem {
  readonly kind: ProblemKind;
  /** The API's message, in English; it names the field. */
  readonly message?: string;
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;
  /** What is left of the budget that the question did not fit. */
  readonly budget?: BudgetLeft;
}

/** What to do about each kind; the texts are in `words.json`. */
export const waysOn = {
  'invalid-request': 'edit',
  'access-denied': 'tell-operator',
  'not-found': 'tell-operator',
  'unknown-model': 'choose-model',
  'method-not-allowed': 'tell-operator',
  'not-acceptable': 'tell-operator',
  'unsupported-media-type': 'tell-operator',
  'too-large': 'edit',
  throttled: 'retry',
  'model-refused': 'edit',
  'model-error': 'retry',
  overloaded: 'retry',
  'model-timeout': 'retry',
  unreadable: 'retry',
  disconnected: 'retry',
  truncated: 'retry',
  stalled: 'retry',
  deadline: 'edit',
  'too-slow-to-buffer': 'retry',
  internal: 'retry',
  unauthenticated: 'change-key',
  'quota-exceeded': 'change-key',
  'budget-held': 'retry',
  'budget-unknown': 'retry',
  conflict: 'retry',
  'history-unknown': 'retry',
  interrupted: 'retry',
  'tools-unavailable': 'retry',
  'knowledge-unavailable': 'retry',
  'knowledge-timeout': 'retry',
  cut: 'retry',
  offline: 'retry',
  unreachable: 'retry',
  unknown: 'retry',
} as const satisfies Record<ProblemKind, WayOn>;

export type WayOn = 'retry' | 'edit' | 'choose-model' | 'change-key' | 'tell-operator';

/** The wait after a throttle that gives no time: throttles end soon, also those inside a stream. */
const throttleSeconds = 5;

function isProblemKind(kind: unknown): kind is ProblemKind {
  return typeof kind === 'string' && Object.hasOwn(waysOn, kind);
}

/** What an error of the API has, if it is one. */
interface ErrorBody extends Pick<Problem, 'budget'> {
  readonly kind?: unknown;
  readonly message?: unknown;
  readonly requestId?: unknown;
}

/** What the API reports in an event or a body. A kind that this page does not know becomes `unknown`. */
export function toProblem({ kind, message }: ErrorBody): Problem {
  return {
    kind: isProblemKind(kind) ? kind : 'unknown',
    ...(typeof message === 'string' && { message }),
    ...(kind === 'throttled' && { retryAfterSeconds: throttleSeconds }),
  };
}

/** The problem in a refusal's body, which has one shape, whether API Gateway or the function wrote it. */
export async function readRefusal(response: Response): Promise<Problem> {
  const error = await readError(response);
  const problem = toProblem(error);
  const retryAfter = Number(response.headers.get('retry-after'));
  const requestId = typeof error.requestId === 'string' ? error.requestId : response.headers.get('x-request-id');
  return {
    ...problem,
    ...(requestId !== null && { requestId }),
    ...(retryAfter > 0 && { retryAfterSeconds: retryAfter }),
    ...(error.budget && { budget: error.budget }),
  };
}

/** Empty when the body is something else, or does not come. */
async function readError(response: Response): Promise<ErrorBody> {
  try {
    const { error }: { error?: unknown } = await response.json();
    return typeof error === 'object' ? { ...error } : {};
  } catch {
    return {};
  }
}

/** What a failed `fetch` means; the browser reports only that it failed. */
export function toNetworkProblem(isOnLine: boolean): Problem {
  return { kind: isOnLine ? 'unreachable' : 'offline' };
}
