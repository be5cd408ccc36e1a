import type { FunctionFailure } from '../../lambda/invocation.ts';
import { Rejection } from '../rejection.ts';

/** API Gateway's answer when an invocation failed before it gave one that can be passed on. */
export function toRejection(failure: FunctionFailure): Rejection {
  if (failure.kind === 'throttled') return new Rejection('FUNCTION_THROTTLED');
  if (failure.type === 'RequestEntityTooLargeException') return new Rejection('REQUEST_TOO_LARGE');
  return new Rejection('FUNCTION_FAILED');
}
