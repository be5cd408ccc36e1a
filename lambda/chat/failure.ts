import type { BudgetLeft } from './budget-left.ts';
import type { Feature } from './chat-request.ts';

/**
 * Every way a request can go wrong, with the HTTP status of its refusal and whether the same request may succeed later.
 * A failure before the first byte is refused with that status; after it, it is told in band. This table is the only
 * place that knows either.
 */
export const failures = {
  'invalid-request': { status: 400, retryable: false },
  /** No key, or one that is not known. API Gateway says it: such a request never gets here. */
  unauthenticated: { status: 401, retryable: false },
  'access-denied': { status: 403, retryable: false },
  'not-found': { status: 404, retryable: false },
  'unknown-model': { status: 404, retryable: false },
  'method-not-allowed': { status: 405, retryable: false },
  'not-acceptable': { status: 406, retryable: false },
  /** A file is not the one that a condition means. */
  'precondition-failed': { status: 412, retryable: false },
  'too-large': { status: 413, retryable: false },
  /** API Gateway's, too: a path that does not exist, asked for with a content type that nobody sends. */
  'unsupported-media-type': { status: 415, retryable: false },
  /** A file has none of the bytes that were asked for. */
  'range-not-satisfiable': { status: 416, retryable: false },
  throttled: { status: 429, retryable: true },
  /** The budget is spent. API Gateway's, too: the key's requests of this month are used up. */
  'quota-exceeded': { status: 429, retryable: false },
  /** What is left of the budget is held by the caller's other requests, which give back what they do not use. */
  'budget-held': { status: 429, retryable: true },
  /** The table that keeps budgets does not answer. */
  'budget-unknown': { status: 503, retryable: true },
  /** What the request would do is being done by another one. */
  conflict: { status: 409, retryable: true },
  /** Another request was sent with this idempotency key. */
  'key-reused': { status: 422, retryable: false },
  /** The table that keeps conversations does not answer. */
  'history-unknown': { status: 503, retryable: true },
  /** The caller has cancelled the request, or has left. */
  cancelled: { status: 499, retryable: false },
  /** Bedrock refused the input; what it said may hold the prompt, so the log has only its name. */
  'model-refused': { status: 400, retryable: false },
  /** The model or Bedrock broke. */
  'model-error': { status: 502, retryable: true },
  overloaded: { status: 503, retryable: true },
  'model-timeout': { status: 504, retryable: true },
  /** Bedrock's answer can't be read: a broken frame, or something that is no event stream. */
  unreadable: { status: 502, retryable: true },
  /** The connection to Bedrock was lost. */
  disconnected: { status: 502, retryable: true },
  /** Bedrock's stream ended without saying why it stopped. */
  truncated: { status: 502, retryable: true },
  /** What wrote the answer was ended before its end. */
  interrupted: { status: 502, retryable: true },
  /** Bedrock was silent for longer than the idle limit. */
  stalled: { status: 504, retryable: true },
  /** The function or API Gateway is about to run out of time. */
  deadline: { status: 504, retryable: false },
  /** Nothing could be written in this format before the endpoint's idle limit; one with a heartbeat would have lasted. */
  'too-slow-to-buffer': { status: 504, retryable: false },
  /** A server that an agent's tools come from does not answer. */
  'tools-unavailable': { status: 502, retryable: true },
  /** The documents that a name answers from can't be searched. */
  'knowledge-unavailable': { status: 502, retryable: true },
  /** Their search took too long. */
  'knowledge-timeout': { status: 504, retryable: true },
  /** The bucket that files are in does not answer. */
  'files-unavailable': { status: 502, retryable: true },
  internal: { status: 500, retryable: true },
  /** An EventSource reconnected after its answer was over; 204 makes it stop, or it would ask, and pay, again for ever. */
  reconnect: { status: 204, retryable: false },
} as const satisfies Record<string, { readonly status: number; readonly retryable: boolean }>;

export type FailureKind = keyof typeof failures;

interface FailureDetails {
  /** The request field that is wrong, as the client wrote it. */
  readonly field?: string;
  /** What the model does not do, where the client's own name for it is not known here. */
  readonly feature?: Feature;
  /** When to try again. */
  readonly retryAfterSeconds?: number;
  /** What is left of the budget that a request does not fit, also as headers. */
  readonly budget?: BudgetLeft;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a 405 answers in `Allow`. */
  readonly allow?: string;
  /** The upstream error's name, for the log only. */
  readonly upstream?: string;
  /** The aliases that were asked, each with the kind of its failure, for the log only. */
  readonly passedOver?: readonly string[];
  /** Where a defect of ours was thrown, for the log only: frames without the message, which may hold a prompt. */
  readonly thrownAt?: readonly string[];
}

/**
 * The only error that crosses files. Its message is for the client: it names what to change and never holds a prompt,
 * a key, an account id or an upstream message.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly details: FailureDetails;

  constructor(kind: FailureKind, message: string, details: FailureDetails = {}) {
    super(message);
    this.kind = kind;
    this.details = details;
  }

  get status(): number {
    return failures[this.kind].status;
  }

  get isRetryable(): boolean {
    return failures[this.kind].retryable;
  }
}
