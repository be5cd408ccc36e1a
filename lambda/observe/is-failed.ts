import { type FailureKind, failures } from '../chat/failure.ts';
import type { RequestRecord } from './request-record.ts';

/** Whether a request ended with a failure, and not with the reason of a model. */
export function isFailureKind(endReason: string | undefined): endReason is FailureKind {
  return endReason !== undefined && Object.hasOwn(failures, endReason);
}

/**
 * Whether a request counts as failed, in the metric `Failures` and in the sums of a day: it ended for a reason that its caller
 * can't change. That is so whether it was refused or failed in band, so the kind says it and not the status that the client saw.
 */
export function isFailed({ endReason, upstream }: Pick<RequestRecord, 'endReason' | 'upstream'>): boolean {
  if (!isFailureKind(endReason)) return false;
  // Bedrock does not know a model that the settings name, which is no caller's mistake.
  if (endReason === 'unknown-model') return upstream !== undefined;
  return failures[endReason].status >= 500 || operators.has(endReason);
}

/** Below 500, and yet for the operator: Bedrock's quota, and what this deployment may not do. A budget that is spent is neither. */
const operators: ReadonlySet<FailureKind> = new Set(['throttled', 'access-denied']);
