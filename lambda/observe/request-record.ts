import type { Told, Usage } from '../chat/chat-event.ts';
import type { Failure } from '../chat/failure.ts';
import type { Stop } from '../chat/stop.ts';
import type { Model } from '../models/resolve-model.ts';
import type { Incoming } from '../http/incoming.ts';
import type { Noted, Operation } from '../source.ts';

/**
 * What one request leaves behind in the log, in our words: to-line.ts has those of the line. Never a prompt, an answer, a key or a header: a new field has to be
 * harmless in a log that many people read.
 */
export interface RequestRecord extends Noted {
  readonly requestId: string;
  /** API Gateway's second id, which a client can't choose. */
  readonly extendedRequestId: string;
  /** The platform's id of the run: Lambda's, as in its own REPORT line. */
  readonly invocationId: string;
  /** X-Ray's id of it, where the logger does not find it by itself. */
  readonly traceId?: string;
  /** Who asked, by the id that API Gateway vouches for. */
  readonly caller: string;
  /** Its plan, by name. */
  readonly plan: string;
  /** When API Gateway took the request. */
  readonly epochMs: number;
  readonly method: string;
  readonly route: string;
  readonly protocol: string;
  format?: string;
  /** How many of the request's fields were left out, because its protocol does not know them here. Their names are the client's. */
  ignoredFields?: number;
  /** What was asked for. */
  operation?: Operation;
  /** The alias that was asked for. */
  model?: string;
  /** The alias that answered, where that could be another. */
  servedBy?: string;
  /** The aliases that were asked and failed, each with the kind of its failure: `haiku: throttled`. */
  passedOver?: readonly string[];
  /** As the client saw it: a failure in band comes after a 200. */
  status: number;
  /** The model's stop reason, or the kind of the failure that ended the request. */
  endReason?: string;
  /** What the guardrail did, by policy and action only: its trace quotes what it found. */
  guardrail?: Stop['guardrail'];
  /** Whether the guardrail took back what was said. */
  isRetraction?: true | undefined;
  /** The name of the upstream error behind a failure. */
  upstream?: string;
  /** Where a defect of ours was thrown: frames only, since an error's message may hold a prompt. */
  thrownAt?: readonly string[];
  /** From API Gateway taking the request to Bedrock's first text. */
  timeToFirstTokenMs?: number;
  interDeltaP50Ms?: number;
  interDeltaP95Ms?: number;
  deltas?: number;
  /** With those that came from the prompt cache or went into it. */
  inputTokens?: number;
  outputTokens?: number;
  /** Which version of the names and plans it was answered by; 0 is what was deployed. */
  liveVersion?: number;
  /** Why a newer version could not be read. */
  liveProblem?: string;
  /** Whether the day's sums do not have it: the table did not answer. */
  isUncounted?: boolean;
  /** Whether it is an answer that was given, and paid for, before. */
  isReplay?: boolean;
  /** What each call of a model used that is charged: for the cost, not for the log. */
  usages?: ModelUsage[];
  bytes: number;
}

export interface ModelUsage {
  /** The model's alias. */
  readonly model: string;
  readonly usage: Usage;
}

export function openRecord(incoming: Incoming, protocol: string): RequestRecord {
  const { requestId, extendedRequestId, invocationId, traceId, caller, epochMs, method, path } = incoming;
  return {
    requestId,
    extendedRequestId,
    invocationId,
    ...(traceId !== undefined && { traceId }),
    caller: caller.id,
    plan: caller.plan,
    epochMs,
    method,
    route: path,
    protocol,
    status: 200,
    bytes: 0,
  };
}

interface Asked {
  readonly operation: Operation;
  readonly format: { readonly name: string };
  readonly ignored?: ReadonlySet<string>;
}

export function noteAnswer(record: RequestRecord, { operation, format, ignored }: Asked, model: Model): void {
  record.operation = operation;
  record.format = format.name;
  record.model = model.alias;
  if (ignored && ignored.size > 0) record.ignoredFields = ignored.size;
}

/** Takes what wrappers tell. */
export function noteIn(record: RequestRecord): (noted: Noted) => void {
  return (noted) => void Object.assign(record, noted);
}

/** Who answers, where that could be another model than the requested one. */
export function noteStart(record: RequestRecord, { servedBy, passedOver = [] }: Told): void {
  if (servedBy !== undefined) record.servedBy = servedBy;
  if (passedOver.length > 0) record.passedOver = passedOver;
}

/** A failure, refused or in band: the answer's own status stays what the client saw. */
export function noteFailure(record: RequestRecord, { kind, details }: Failure): void {
  record.endReason = kind;
  if (details.passedOver) record.passedOver = details.passedOver;
  if (details.thrownAt) record.thrownAt = details.thrownAt;
  if (details.upstream !== undefined) record.upstream = details.upstream;
}
