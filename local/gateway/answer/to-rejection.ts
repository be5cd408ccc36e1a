import type { FunctionFailure } from '../../lambda/invocation.ts';
import { Rejection } from '../rejection.ts';

/** What API Gateway makes of an invocation that gave no answer it can pass on. */
export function toRejection(failure: FunctionFailure): Rejection {
  if (failure.kind === 'throttled') return new Rejection('FUNCTION_THROTTLED');
  if (failure.type === 'RequestEntityTooLargeException') return new Rejection('REQUEST_TOO_LARGE');
  return new Rejection('FUNCTION_FAILED');
}
