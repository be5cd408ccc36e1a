import type { FailureKind } from '../../lambda/chat/failure.ts';

/** Every way an answer can go wrong for a person: what the API says, and what only the browser can know. */
export type ProblemKind =
  | Exclude<FailureKind, UnseenKind>
  /** The stream ended without its last event, or the connection did. */
  | 'cut'
  /** The browser has no network. */
  | 'offline'
  /** It has one, and the API did not answer. */
  | 'unreachable'
  /** Something answered that does not speak as the API does: a proxy, a firewall. */
  | 'unknown';

/** What this page never sees: it does not reconnect, and what it has left it does not read. */
type UnseenKind = Extract<FailureKind, 'reconnect' | 'cancelled'>;

/** What a person is told of it, and what the operator wants to know. */
export interface Problem {
  readonly kind: ProblemKind;
  /** What the API said, in English; it names the field. */
  readonly message?: string;
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;
}

/** What to do about each; its words are in `words.json`. */
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
  cut: 'retry',
  offline: 'retry',
  unreachable: 'retry',
  unknown: 'retry',
} as const satisfies Record<ProblemKind, WayOn>;

export type WayOn = 'retry' | 'edit' | 'choose-model' | 'change-key' | 'tell-operator';

/** Throttles that say no time are over soon, in band too. */
const throttleSeconds = 5;
/** Nobody sits and waits longer. */
const longestWaitSeconds = 3_600;

function isProblemKind(kind: unknown): kind is ProblemKind {
  return typeof kind === 'string' && Object.hasOwn(waysOn, kind);
}

/** What the API said went wrong, in an event or a body; a kind that this page does not know is an unknown one. */
export function toProblem({ kind, message }: { readonly kind?: unknown; readonly message?: unknown }): Problem {
  return {
    kind: isProblemKind(kind) ? kind : 'unknown',
    ...(typeof message === 'string' && { message }),
    ...(kind === 'throttled' && { retryAfterSeconds: throttleSeconds }),
  };
}

/** What the API refused with: its body has one shape, whoever wrote it. */
export async function readRefusal(response: Response): Promise<Problem> {
  const error = readError(await response.text().catch(() => ''));
  const problem = toProblem(error);
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const requestId = typeof error['requestId'] === 'string' ? error['requestId'] : response.headers.get('x-request-id');
  return {
    ...problem,
    ...(requestId !== null && { requestId }),
    ...(retryAfter > 0 && { retryAfterSeconds: Math.min(retryAfter, longestWaitSeconds) }),
  };
}

function readError(body: string): Readonly<Record<string, unknown>> {
  try {
    const { error }: { error?: unknown } = JSON.parse(body);
    return typeof error === 'object' && error !== null ? { ...error } : {};
  } catch {
    return {};
  }
}

/** What a failed `fetch` means; the browser says only that it failed. */
export function toNetworkProblem(isOnLine: boolean): Problem {
  return { kind: isOnLine ? 'unreachable' : 'offline' };
}
