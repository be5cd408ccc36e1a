import { z } from 'zod';
import { refuse, type ResourceName } from '../../cloudformation/refuse.ts';

/** API Gateway's default, when the template sets no timeout. */
const defaultTimeoutMs = 29_000;
/** The longest an answer may stream: a longer timeout synthesizes and fails at deploy. */
const maxStreamTimeoutMs = 900_000;

/** Of a template's `TimeoutInMillis`. */
export const timeoutInMillis = z.number().min(50).default(defaultTimeoutMs);

export function checkStreamTimeout(ms: number, at: ResourceName): number {
  if (ms <= maxStreamTimeoutMs) return ms;
  return refuse(at, `timeout ${ms} ms is too long: a deployment accepts at most ${maxStreamTimeoutMs} ms`);
}
