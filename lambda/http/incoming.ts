import type { Caller } from '../access/caller.ts';
import type { Failure } from '../chat/failure.ts';

/** A request, the same for every platform. An entry makes it from the platform's event. */
export interface Incoming {
  readonly method: string;
  /** The route as the API names it (`/chat`, `/{proxy+}`), without stage or base path. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Every value of every parameter. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** The values of the route's parameters, decoded. */
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** Why the entry could not take the request as it came. */
  readonly refused?: Failure;
  readonly caller: Caller;
  /** API Gateway's id: in the access log, in our log and in `x-request-id`. A client may choose it (x-amzn-RequestId). */
  readonly requestId: string;
  /** API Gateway's other id, which a client can't choose. */
  readonly extendedRequestId: string;
  /** The platform's own id of this run, as in its log. */
  readonly invocationId: string;
  /** X-Ray's id of the request. Left out where the platform tells it to the logger by itself, as Lambda. */
  readonly traceId?: string;
  /** When the request was taken, in ms since 1970: a cold start counts. */
  readonly epochMs: number;
  /** How long the platform lets this run go on. */
  readonly remainingMs: number;
  /** Resolves when the caller has left. Left out where the platform never tells, as Lambda. */
  readonly left?: Promise<void>;
}
