import { failures } from '../chat/failure.ts';
import type { RequestRecord } from './request-record.ts';

/** Whether the client went without its answer for a reason that is not its own: throttled, broken, or cut in band. */
export function isFailed({ endReason = '', status }: Pick<RequestRecord, 'endReason' | 'status'>): boolean {
  const isInBand = status === 200 && Object.hasOwn(failures, endReason) && endReason !== 'cancelled';
  return isInBand || status === 429 || status >= 500;
}
